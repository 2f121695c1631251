package com.irisx.webhooks.admin.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** How rows are read. */
final class DeliveryRows {

  static final RowMapper<Delivery> DELIVERY = (row, number) -> delivery(row);

  private DeliveryRows() {}

  static RowMapper<Attempt> attempts(RequestHeaders headers) {
    return (row, number) -> attempt(row, headers);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getObject("webhook_id", UUID.class),
        row.getString("event_id"),
        row.getString("event_type"),
        row.getString("status"),
        row.getInt("run"),
        row.getInt("attempt"),
        row.getObject("max_attempts", Integer.class),
        row.getObject("response_status", Integer.class),
        row.getObject("duration_ms", Long.class),
        row.getString("error"),
        row.getString("error_detail"),
        optionalTime(row, "next_attempt_at"),
        row.getString("waiting_for"),
        row.getString("occurred_at"),
        time(row, "created_at"),
        time(row, "recorded_at"));
  }

  private static Attempt attempt(ResultSet row, RequestHeaders headers) throws SQLException {
    UUID deliveryId = row.getObject("delivery_id", UUID.class);
    int attempt = row.getInt("attempt");
    Instant attemptedAt = time(row, "attempted_at");
    return new Attempt(
        deliveryId,
        row.getInt("run"),
        attempt,
        attemptedAt,
        headers.of(deliveryId, row.getString("event_type"), attempt, attemptedAt, endpoint(row)),
        row.getObject("response_status", Integer.class),
        row.getObject("duration_ms", Long.class),
        row.getString("error"),
        row.getString("error_detail"),
        row.getString("response_body"));
  }

  /** Null if the webhook is not there any more. */
  private static RequestHeaders.@Nullable Endpoint endpoint(ResultSet row) throws SQLException {
    String url = row.getString("url");
    return url == null
        ? null
        : new RequestHeaders.Endpoint(
            url, List.of((String[]) row.getArray("custom_headers").getArray()));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
