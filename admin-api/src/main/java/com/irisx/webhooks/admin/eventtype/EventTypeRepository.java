package com.irisx.webhooks.admin.eventtype;

import com.irisx.webhooks.schema.catalog.EventType;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code webhook_event_types}. */
@Repository
class EventTypeRepository {

  private final JdbcClient jdbc;

  EventTypeRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Inserts or updates one type of a release, unless the operator has changed it. */
  void seed(EventType type, int position) {
    jdbc.sql(
            """
            INSERT INTO webhook_event_types AS e
              (type, category, description, schema, sample, position)
            VALUES (:type, :category, :description, :schema::json, :sample::json, :position)
            ON CONFLICT (type) DO UPDATE SET
              category = excluded.category, description = excluded.description,
              schema = excluded.schema, sample = excluded.sample, position = excluded.position
            WHERE NOT e.by_operator AND (e.category, e.description, e.schema::text, e.sample::text, e.position)
              IS DISTINCT FROM (excluded.category, excluded.description, excluded.schema::text,
                excluded.sample::text, excluded.position)
            """)
        .param("type", type.type())
        .param("category", type.category())
        .param("description", type.description())
        .param("schema", type.schema())
        .param("sample", type.sample())
        .param("position", position)
        .update();
  }

  /** Adds a type of the operator's behind all others; false if there is one with its name. */
  boolean insert(EventType type) {
    return bind(
            """
            INSERT INTO webhook_event_types
              (type, category, description, schema, sample, position, by_operator)
            SELECT :type, :category, :description, :schema::json, :sample::json,
              coalesce(max(position), 0) + 1, true FROM webhook_event_types
            ON CONFLICT (type) DO NOTHING
            """,
            type)
        == 1;
  }

  /** Changes a type; false if there is none with its name. */
  boolean update(EventType type) {
    return bind(
            """
            UPDATE webhook_event_types SET category = :category, description = :description,
              schema = :schema::json, sample = :sample::json, by_operator = true
            WHERE type = :type
            """,
            type)
        == 1;
  }

  private int bind(String sql, EventType type) {
    return jdbc.sql(sql)
        .param("type", type.type())
        .param("category", type.category())
        .param("description", type.description())
        .param("schema", type.schema())
        .param("sample", type.sample())
        .update();
  }

  /** All types in the catalog's order. */
  List<EventType> all() {
    return jdbc.sql(
            """
            SELECT type, category, description, schema::text, sample::text
            FROM webhook_event_types ORDER BY position, type
            """)
        .query(
            (row, n) ->
                new EventType(
                    row.getString("type"),
                    row.getString("category"),
                    row.getString("description"),
                    row.getString("schema"),
                    row.getString("sample")))
        .list();
  }
}
