-- Types that the operator added or changed; a release leaves them alone.
ALTER TABLE webhook_event_types ADD COLUMN by_operator boolean NOT NULL DEFAULT false;

-- With the event type at its end, a list of one status and one type reads the index alone until it
-- has a page; without, it read every row of that status (ADR 8).
DROP INDEX webhook_deliveries_of_status;
CREATE INDEX webhook_deliveries_of_status
  ON webhook_deliveries (webhook_id, status, created_at DESC, id DESC, event_type)
  WHERE status <> 'delivered';
