-- Where capture stands in the log, for each incarnation of the topic it writes to: a topic that was
-- deleted and made again begins with a snapshot.

CREATE TABLE capture_offsets (
  topic_id   text        NOT NULL,
  key        bytea       NOT NULL,
  value      bytea,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic_id, key)
);
