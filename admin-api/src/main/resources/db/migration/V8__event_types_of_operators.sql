-- Types that the operator added or changed; a release leaves them alone.
ALTER TABLE webhook_event_types ADD COLUMN by_operator boolean NOT NULL DEFAULT false;
