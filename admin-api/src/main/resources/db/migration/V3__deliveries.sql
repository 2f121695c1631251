-- What became of every delivery: filled by projection alone, from topics, and disposable with them.
--
-- Partitioned by the UTC day of created_at, which every record of a delivery carries alike, so a day
-- is dropped as a whole. Partitions are made ahead by DayPartitions; the default partitions catch
-- days that nobody foresaw. No foreign keys: they would lock a webhook's row for every delivery.

CREATE TABLE webhook_deliveries (
  id              uuid        NOT NULL,
  created_at      timestamptz NOT NULL,
  webhook_id      uuid        NOT NULL,
  tenant_id       text        NOT NULL,
  event_id        text        NOT NULL,
  event_type      text        NOT NULL,
  occurred_at     text        NOT NULL,  -- as the event spells it
  status          text        NOT NULL,
  run             integer     NOT NULL,
  attempt         integer     NOT NULL,
  max_attempts    integer,               -- not known before the first outcome
  response_status integer,
  duration_ms     bigint,
  error           text,
  error_detail    text,
  next_attempt_at timestamptz,
  recorded_at     timestamptz NOT NULL,
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE webhook_deliveries_default PARTITION OF webhook_deliveries DEFAULT;

CREATE INDEX webhook_deliveries_newest
  ON webhook_deliveries (webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_of_type
  ON webhook_deliveries (webhook_id, event_type, created_at DESC, id DESC);
-- Nearly all deliveries end as delivered: that list reads webhook_deliveries_newest.
CREATE INDEX webhook_deliveries_of_status
  ON webhook_deliveries (webhook_id, status, created_at DESC, id DESC)
  WHERE status <> 'delivered';

CREATE TABLE webhook_attempts (
  delivery_id     uuid        NOT NULL,
  run             integer     NOT NULL,
  attempt         integer     NOT NULL,
  created_at      timestamptz NOT NULL,  -- the delivery's
  attempted_at    timestamptz NOT NULL,
  response_status integer,
  duration_ms     bigint,
  error           text,
  error_detail    text,
  response_body   text,
  PRIMARY KEY (delivery_id, run, attempt, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE webhook_attempts_default PARTITION OF webhook_attempts DEFAULT;

CREATE TABLE webhook_payloads (
  delivery_id uuid        NOT NULL,
  created_at  timestamptz NOT NULL,      -- the delivery's
  body        bytea       NOT NULL,      -- exactly what is sent
  PRIMARY KEY (delivery_id, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE webhook_payloads_default PARTITION OF webhook_payloads DEFAULT;

-- One row per webhook, written once per batch. Counts by status move with the deliveries: their sum
-- is the number of deliveries.
CREATE TABLE webhook_statistics (
  webhook_id        uuid PRIMARY KEY REFERENCES webhooks ON DELETE CASCADE,
  pending           bigint NOT NULL DEFAULT 0,
  retrying          bigint NOT NULL DEFAULT 0,
  delivered         bigint NOT NULL DEFAULT 0,
  failed            bigint NOT NULL DEFAULT 0,
  expired           bigint NOT NULL DEFAULT 0,
  cancelled         bigint NOT NULL DEFAULT 0,
  attempts          bigint NOT NULL DEFAULT 0,
  duration_ms_total bigint NOT NULL DEFAULT 0,
  last_success_at   timestamptz,
  last_failure_at   timestamptz
) WITH (fillfactor = 50);  -- room for the next version on the same page
