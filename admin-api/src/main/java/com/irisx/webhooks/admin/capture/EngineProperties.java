package com.irisx.webhooks.admin.capture;

import java.util.Properties;

/** Debezium's settings, each with its reason. */
final class EngineProperties {

  /** Made by the migration that makes the table. */
  private static final String PUBLICATION = "webhooks_capture";

  private static final String TABLE = "public.webhooks";

  private EngineProperties() {}

  /** The name Debezium gives to the changes of the one table. */
  static String webhooksTable(CaptureDatabase database) {
    return database.slot() + "." + TABLE;
  }

  static Properties of(CaptureDatabase database, String topicId) {
    Properties properties = new Properties();
    properties.put("name", "webhooks-capture");
    properties.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    // Also the name of its MBeans: two databases in one JVM must not share it.
    properties.put("topic.prefix", database.slot());
    DatabaseAddress address = database.address();
    properties.put("database.hostname", address.host());
    properties.put("database.port", Integer.toString(address.port()));
    properties.put("database.dbname", address.name());
    properties.put("database.user", address.user());
    properties.put("database.password", address.password());
    properties.put("database.sslmode", address.sslMode());
    // Debezium hands on to the driver whatever begins so.
    address.ssl().forEach((parameter, value) -> properties.put("database." + parameter, value));

    properties.put("plugin.name", "pgoutput");
    properties.put("slot.name", database.slot());
    properties.put("publication.name", PUBLICATION);
    properties.put("publication.autocreate.mode", "disabled");
    properties.put("table.include.list", TABLE);
    // A tombstone is ours to send.
    properties.put("tombstones.on.delete", "false");
    // With offsets and slot: go on from there. Without either (first start, restored database,
    // slot dropped, topic made again): read the whole table first.
    properties.put("snapshot.mode", "when_needed");

    // Decides how long after the commit a change is on the topic: 25 ms for 7 % of a core idle.
    properties.put("poll.interval.ms", "20");
    // The other tables write much log and webhooks little. Only a message of its own, seen in the
    // stream, lets the slot move on and the server reuse that log.
    properties.put("heartbeat.interval.ms", "10000");
    properties.put(
        "heartbeat.action.query", "SELECT pg_logical_emit_message(false, 'webhooks-capture', '')");

    properties.put("offset.storage", PostgresOffsets.class.getName());
    properties.put("offset.flush.timeout.ms", "10000");
    properties.put(PostgresOffsets.TOPIC_ID, topicId);

    // The worker begins again after any failure, with a look at the lock first.
    properties.put("errors.max.retries", "0");
    properties.put("slot.max.retries", "2");
    properties.put("slot.retry.delay.ms", "1000");
    return properties;
  }
}
