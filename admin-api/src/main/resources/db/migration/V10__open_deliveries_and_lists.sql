-- Which deliveries have not ended, of whatever day: a record that repeats one of them adds none
-- (ADR 4). Small, because nearly all end soon.
CREATE INDEX webhook_deliveries_open
  ON webhook_deliveries (id) WHERE status IN ('pending', 'retrying');

-- With the delivered ones: a webhook that has not delivered for days must not be read row by row to
-- find those before (ADR 8).
DROP INDEX webhook_deliveries_of_status;
CREATE INDEX webhook_deliveries_of_status
  ON webhook_deliveries (webhook_id, status, created_at DESC, id DESC, event_type);
