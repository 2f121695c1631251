package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The columns of table {@code webhooks} that hold secrets, as ciphertext. */
@Repository
class SecretTable {

  private final JdbcClient jdbc;

  SecretTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The secret was replaced.
   *
   * @param previousExpiresAt until when the one before is kept; null if it is not
   */
  record Rotated(@Nullable Instant previousExpiresAt) {}

  /**
   * Puts {@code secret} in the place of the webhook's own, which becomes the previous one for
   * {@code overlap}. One statement: of two rotations at once, each finds what the other left.
   *
   * @return empty if the tenant has no such webhook
   */
  Optional<Rotated> rotate(Caller.Tenant tenant, UUID id, String secret, Duration overlap) {
    return jdbc.sql(
            """
            UPDATE webhooks SET secret = :secret,
              previous_secret = CASE WHEN :seconds > 0 THEN secret END,
              previous_secret_expires_at =
                CASE WHEN :seconds > 0 THEN now() + make_interval(secs => :seconds) END
            WHERE id = :id AND tenant_id = :tenant
            RETURNING previous_secret_expires_at
            """)
        .param("secret", secret)
        .param("seconds", (double) overlap.toSeconds())
        .param("id", id)
        .param("tenant", tenant.id())
        .query((row, n) -> new Rotated(time(row.getObject(1, OffsetDateTime.class))))
        .optional();
  }

  private static @Nullable Instant time(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
