-- Which of the events of the right type a webhook gets, by their data; null for all. json, not jsonb:
-- shown as it was written.
ALTER TABLE webhooks ADD COLUMN filter json CHECK (json_typeof(filter) = 'object');
