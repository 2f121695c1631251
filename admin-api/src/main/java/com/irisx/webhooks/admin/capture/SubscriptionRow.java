package com.irisx.webhooks.admin.capture;

import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.Subscription;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A row of {@code webhooks} as Debezium hands it over. */
final class SubscriptionRow {

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private SubscriptionRow() {}

  static Subscription read(Struct row) {
    return new Subscription(
        UUID.fromString(row.getString("id")),
        row.getString("tenant_id"),
        row.getInt64("version"),
        row.getString("url"),
        row.<String>getArray("events"),
        row.getBoolean("enabled"),
        row.getString("secret"),
        optionalText(row, "previous_secret"),
        optionalTime(row, "previous_secret_expires_at"),
        row.getInt32("rate_limit_per_minute"),
        row.getInt32("rate_limit_per_hour"),
        row.getInt32("max_attempts"),
        List.copyOf(row.<Integer>getArray("retry_schedule_seconds")),
        row.getInt32("timeout_ms"),
        row.getInt32("max_concurrency"),
        Json.MAPPER.readValue(row.getString("headers"), TEXTS),
        filter(row),
        optionalText(row, "disabled_reason"));
  }

  private static @Nullable FilterText filter(Struct row) {
    // A change from before the migration that added the column, read from the log after it.
    String json = row.schema().field("filter") == null ? null : optionalText(row, "filter");
    return json == null ? null : new FilterText(json);
  }

  private static @Nullable String optionalText(Struct row, String column) {
    return row.getString(column);
  }

  /** A {@code timestamptz} comes as text with its offset. */
  private static @Nullable Instant optionalTime(Struct row, String column) {
    String time = optionalText(row, column);
    return time == null ? null : OffsetDateTime.parse(time).toInstant();
  }
}
