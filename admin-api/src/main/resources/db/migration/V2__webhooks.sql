-- What tenants configure. Every change of a row reaches webhooks.subscriptions through the log.

CREATE TABLE webhook_event_types (
  type        text PRIMARY KEY,
  category    text        NOT NULL,
  description text        NOT NULL,
  schema      json        NOT NULL,  -- json, not jsonb: shown as it was written
  sample      json        NOT NULL,
  position    integer     NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE webhooks (
  id                         uuid PRIMARY KEY,
  tenant_id                  text        NOT NULL REFERENCES tenants,
  version                    bigint      NOT NULL DEFAULT 1,
  url                        text        NOT NULL,
  events                     text[]      NOT NULL CHECK (array_position(events, NULL) IS NULL),
  enabled                    boolean     NOT NULL,
  description                text,
  secret                     text        NOT NULL,  -- ciphertext, as is the previous one
  previous_secret            text,
  previous_secret_expires_at timestamptz,
  rate_limit_per_minute      integer     NOT NULL CHECK (rate_limit_per_minute > 0),
  rate_limit_per_hour        integer     NOT NULL CHECK (rate_limit_per_hour > 0),
  max_attempts               integer     NOT NULL CHECK (max_attempts > 0),
  retry_schedule_seconds     integer[]   NOT NULL
                             CHECK (array_position(retry_schedule_seconds, NULL) IS NULL),
  timeout_ms                 integer     NOT NULL CHECK (timeout_ms > 0),
  max_concurrency            integer     NOT NULL CHECK (max_concurrency > 0),
  headers                    jsonb       NOT NULL CHECK (jsonb_typeof(headers) = 'object'),
  metadata                   jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  disabled_reason            text,
  created_at                 timestamptz NOT NULL DEFAULT now(),
  updated_at                 timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX webhooks_of_tenant ON webhooks (tenant_id, created_at DESC, id DESC);

-- Readers of the topic ignore a version older than the one they know, so each change, by whomever,
-- must count.
CREATE FUNCTION webhooks_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.updated_at := now();
  RETURN NEW;
END $$;

CREATE TRIGGER webhooks_next_version BEFORE UPDATE ON webhooks
  FOR EACH ROW EXECUTE FUNCTION webhooks_next_version();

-- The log leaves out large values that an update did not touch; with the whole old row beside it,
-- capture still sees them.
ALTER TABLE webhooks REPLICA IDENTITY FULL;

CREATE PUBLICATION webhooks_capture FOR TABLE webhooks;
