package com.irisx.webhooks.admin.tenant;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code api_keys}. */
@Repository
class ApiKeyRepository {

  private final JdbcClient jdbc;

  ApiKeyRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** When it was inserted; empty if there is such a key. */
  Optional<Instant> insert(UUID id, String tenantId, String name, byte[] hash) {
    return jdbc.sql(
            """
            INSERT INTO api_keys (id, tenant_id, name, hash) VALUES (:id, :tenant, :name, :hash)
            ON CONFLICT (hash) DO NOTHING RETURNING created_at
            """)
        .param("id", id)
        .param("tenant", tenantId)
        .param("name", name)
        .param("hash", hash)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /** The tenant whose valid key has this hash. Notes the use, but at most once a minute. */
  Optional<String> use(byte[] hash) {
    return jdbc.sql(
            """
            WITH used AS (
              UPDATE api_keys SET last_used_at = now()
              WHERE hash = :hash AND revoked_at IS NULL
                AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
            SELECT tenant_id FROM api_keys WHERE hash = :hash AND revoked_at IS NULL
            """)
        .param("hash", hash)
        .query(String.class)
        .optional();
  }

  boolean revoke(String tenantId, UUID id) {
    return jdbc.sql(
                """
                UPDATE api_keys SET revoked_at = now()
                WHERE id = :id AND tenant_id = :tenant AND revoked_at IS NULL
                """)
            .param("id", id)
            .param("tenant", tenantId)
            .update()
        == 1;
  }
}
