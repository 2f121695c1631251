-- Who owns webhooks, and how they prove it.

CREATE TABLE tenants (
  id         text PRIMARY KEY,
  name       text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_keys (
  id           uuid PRIMARY KEY,
  tenant_id    text        NOT NULL REFERENCES tenants,
  name         text        NOT NULL,
  hash         bytea       NOT NULL UNIQUE,  -- SHA-256 of the key; the key itself is nowhere
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at   timestamptz
);

CREATE INDEX api_keys_of_tenant ON api_keys (tenant_id);
