-- What tenants ask for beside configuration, and what the scheduler says of their webhooks.

-- Answers to requests that came with an Idempotency-Key, for as long as they may come again.
CREATE TABLE idempotency_keys (
  tenant_id   text        NOT NULL,
  route       text        NOT NULL,  -- method and path
  key         text        NOT NULL,
  id          uuid        NOT NULL UNIQUE,
  fingerprint bytea       NOT NULL,  -- SHA-256 of the request's body as it was understood
  status      integer     NOT NULL,
  location    text,
  answer      text        NOT NULL,  -- ciphertext bound to id: answers may hold a secret
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, route, key)
);

CREATE INDEX idempotency_keys_oldest ON idempotency_keys (created_at);

-- The last record of each webhook on the webhook-status topic: filled by projection alone.
CREATE TABLE webhook_states (
  webhook_id         uuid PRIMARY KEY REFERENCES webhooks ON DELETE CASCADE,
  version            bigint      NOT NULL,  -- of the configuration it was decided on
  breaker            text        NOT NULL,
  breaker_open_until timestamptz,
  failing_since      timestamptz,
  paused             boolean     NOT NULL,
  disabled_reason    text,
  changed_at         timestamptz NOT NULL,
  record_offset      bigint      NOT NULL   -- orders records of the same time
) WITH (fillfactor = 50);

ALTER TABLE webhook_deliveries ADD COLUMN waiting_for text;

-- Webhooks that are gone while rows of their deliveries are not yet. A row leaves with the last of
-- them, so the work goes on where a crash ended it.
CREATE TABLE deleted_webhooks (
  webhook_id  uuid PRIMARY KEY,
  deleted_at  timestamptz NOT NULL DEFAULT now(),
  -- Deliveries created before are removed: each step begins behind the dead rows of the last.
  purged_to   timestamptz NOT NULL DEFAULT '-infinity'
);
