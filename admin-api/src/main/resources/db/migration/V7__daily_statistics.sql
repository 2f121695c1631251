-- The same counts as webhook_statistics, by the UTC day on which the delivery was created, and what
-- the tenant's figures need beyond them. Written once per webhook and day in each batch.

-- Adds two lists element by element; the shorter one counts as filled up with zeros.
CREATE FUNCTION webhook_sum(a bigint[], b bigint[]) RETURNS bigint[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY i)
  FROM unnest(a, b) WITH ORDINALITY AS t (x, y, i)
$$;

CREATE TABLE webhook_daily_statistics (
  webhook_id        uuid   NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  day               date   NOT NULL,
  pending           bigint NOT NULL DEFAULT 0,
  retrying          bigint NOT NULL DEFAULT 0,
  delivered         bigint NOT NULL DEFAULT 0,
  failed            bigint NOT NULL DEFAULT 0,
  expired           bigint NOT NULL DEFAULT 0,
  cancelled         bigint NOT NULL DEFAULT 0,
  retried_delivered bigint NOT NULL DEFAULT 0,  -- of those that needed more than one attempt
  retried_failed    bigint NOT NULL DEFAULT 0,
  attempts          bigint NOT NULL DEFAULT 0,
  duration_ms_total bigint NOT NULL DEFAULT 0,
  durations         bigint[] NOT NULL DEFAULT '{}',  -- attempts in each of DurationBins
  PRIMARY KEY (webhook_id, day)
) WITH (fillfactor = 50);

CREATE INDEX webhook_daily_statistics_of_day ON webhook_daily_statistics (day);

-- What is there already.
WITH attempts AS (
  SELECT d.webhook_id, (a.created_at AT TIME ZONE 'UTC')::date AS day, a.duration_ms,
    CASE WHEN a.duration_ms IS NULL THEN NULL WHEN a.duration_ms < 1 THEN 0
      ELSE least(71, 1 + floor(4 * log(2::numeric, a.duration_ms::numeric)))::int END AS bin
  FROM webhook_attempts a
  JOIN webhook_deliveries d ON d.id = a.delivery_id AND d.created_at = a.created_at
), bins AS (
  SELECT k.webhook_id, k.day, array_agg(coalesce(n.attempts, 0) ORDER BY i.bin) AS durations
  FROM (SELECT DISTINCT webhook_id, day FROM attempts) k
  CROSS JOIN generate_series(0, 71) AS i (bin)
  LEFT JOIN (SELECT webhook_id, day, bin, count(*) AS attempts FROM attempts GROUP BY 1, 2, 3) n
    ON n.webhook_id = k.webhook_id AND n.day = k.day AND n.bin = i.bin
  GROUP BY 1, 2
), totals AS (
  SELECT webhook_id, day, count(*) AS attempts, coalesce(sum(duration_ms), 0) AS duration_ms_total
  FROM attempts GROUP BY 1, 2
), deliveries AS (
  SELECT webhook_id, (created_at AT TIME ZONE 'UTC')::date AS day,
    count(*) FILTER (WHERE status = 'pending') AS pending,
    count(*) FILTER (WHERE status = 'retrying') AS retrying,
    count(*) FILTER (WHERE status = 'delivered') AS delivered,
    count(*) FILTER (WHERE status = 'failed') AS failed,
    count(*) FILTER (WHERE status = 'expired') AS expired,
    count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE status = 'delivered' AND (run > 0 OR attempt > 1)) AS retried_delivered,
    count(*) FILTER (WHERE status IN ('failed', 'expired') AND (run > 0 OR attempt > 1))
      AS retried_failed
  FROM webhook_deliveries GROUP BY 1, 2
)
INSERT INTO webhook_daily_statistics
SELECT d.webhook_id, d.day, d.pending, d.retrying, d.delivered, d.failed, d.expired, d.cancelled,
  d.retried_delivered, d.retried_failed, coalesce(t.attempts, 0),
  coalesce(t.duration_ms_total, 0), coalesce(b.durations, '{}')
FROM deliveries d
JOIN webhooks w ON w.id = d.webhook_id
LEFT JOIN totals t ON t.webhook_id = d.webhook_id AND t.day = d.day
LEFT JOIN bins b ON b.webhook_id = d.webhook_id AND b.day = d.day;
