-- Incarnations of the topic that may still hold webhooks that were deleted: a snapshot stands, or
-- will stand, in for the log, and does not tell of deletions. Noted before the snapshot begins and
-- removed once topic and table were compared, so neither a failure nor a crash between skips that.

CREATE TABLE capture_comparisons (
  topic_id text        PRIMARY KEY,
  noted_at timestamptz NOT NULL DEFAULT now()
);
