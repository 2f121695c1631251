package com.irisx.webhooks.admin.tenant;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code tenants}. */
@Repository
class TenantRepository {

  private final JdbcClient jdbc;

  TenantRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** When it was inserted; empty if the id is taken. */
  Optional<Instant> insert(String id, String name) {
    return jdbc.sql(
            """
            INSERT INTO tenants (id, name) VALUES (:id, :name)
            ON CONFLICT (id) DO NOTHING RETURNING created_at
            """)
        .param("id", id)
        .param("name", name)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  boolean exists(String id) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM tenants WHERE id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }
}
