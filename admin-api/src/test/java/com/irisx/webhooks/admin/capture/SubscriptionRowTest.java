package com.irisx.webhooks.admin.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Subscription;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class SubscriptionRowTest {

  private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");

  /** The log has the rows as the table was; a migration must not stop capture for ever. */
  @Test
  void aChangeFromBeforeTheTableHadFiltersIsRead() {
    Struct row = row(table().build());

    Subscription subscription = SubscriptionRow.read(row);

    assertThat(subscription.id()).isEqualTo(ID);
    assertThat(subscription.filter()).isNull();
  }

  @Test
  void aFilterIsTakenAsTheColumnHasIt() {
    Struct row =
        row(table().field("filter", Schema.OPTIONAL_STRING_SCHEMA).build())
            .put("filter", "{\"b\":[1.50],\"a\":[1]}");

    assertThat(SubscriptionRow.read(row).filter())
        .isNotNull()
        .satisfies(filter -> assertThat(filter.json()).isEqualTo("{\"b\":[1.50],\"a\":[1]}"));
  }

  private static SchemaBuilder table() {
    SchemaBuilder table = SchemaBuilder.struct();
    for (String text : List.of("id", "tenant_id", "url", "secret", "headers")) {
      table.field(text, Schema.STRING_SCHEMA);
    }
    for (String text :
        List.of("previous_secret", "previous_secret_expires_at", "disabled_reason")) {
      table.field(text, Schema.OPTIONAL_STRING_SCHEMA);
    }
    for (String number :
        List.of(
            "rate_limit_per_minute",
            "rate_limit_per_hour",
            "max_attempts",
            "timeout_ms",
            "max_concurrency")) {
      table.field(number, Schema.INT32_SCHEMA);
    }
    return table
        .field("version", Schema.INT64_SCHEMA)
        .field("enabled", Schema.BOOLEAN_SCHEMA)
        .field("events", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
        .field("retry_schedule_seconds", SchemaBuilder.array(Schema.INT32_SCHEMA).build());
  }

  private static Struct row(Schema table) {
    return new Struct(table)
        .put("id", ID.toString())
        .put("tenant_id", "acme")
        .put("version", 1L)
        .put("url", "https://example.com/")
        .put("events", List.of("*"))
        .put("enabled", true)
        .put("secret", "AQ==")
        .put("rate_limit_per_minute", 60)
        .put("rate_limit_per_hour", 1000)
        .put("max_attempts", 5)
        .put("retry_schedule_seconds", List.of(1))
        .put("timeout_ms", 1000)
        .put("max_concurrency", 1)
        .put("headers", "{}");
  }
}
