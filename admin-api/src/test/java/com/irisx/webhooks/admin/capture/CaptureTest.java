package com.irisx.webhooks.admin.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.testing.TestWebhooks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A change of the table is on the topic a moment later, whoever made it. */
class CaptureTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AdminApi api = AdminApi.shared();
  private final ApiClient tenant = api.newTenant();
  private final SubscriptionsTopic topic = new SubscriptionsTopic(api);

  private Subscription awaitVersion(UUID id, long version) {
    return await()
        .atMost(PATIENCE)
        .until(() -> topic.last(id), last -> last != null && last.version() == version);
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = api.database().connect();
        Statement jdbc = connection.createStatement()) {
      jdbc.execute(statement);
    }
  }

  @Test
  void everyColumnArrivesWithItsType() throws Exception {
    ApiAnswer created =
        tenant
            .post(
                "/v1/webhooks",
                Map.ofEntries(
                    Map.entry("url", "https://example.com/ä?x=1".replace("ä", "%C3%A4")),
                    Map.entry("events", List.of("call.*", "sms.received")),
                    Map.entry("enabled", false),
                    Map.entry("rate_limit_per_minute", 7),
                    Map.entry("rate_limit_per_hour", 8),
                    Map.entry("max_attempts", 9),
                    Map.entry("retry_schedule_seconds", List.of(3, 604_800)),
                    Map.entry("timeout_ms", 1500),
                    Map.entry("max_concurrency", 2),
                    Map.entry("headers", Map.of("X-Mine", "{\"a\": \\\"b\\\"}")),
                    Map.entry("filter", Map.of("from", List.of("+1", "ü", 0.5)))))
            .require(201);
    UUID id = UUID.fromString(created.text("id"));

    Subscription subscription = awaitVersion(id, 1);

    assertThat(subscription.url()).isEqualTo("https://example.com/%C3%A4?x=1");
    assertThat(subscription.events()).containsExactly("call.*", "sms.received");
    assertThat(subscription.enabled()).isFalse();
    assertThat(subscription.rateLimitPerMinute()).isEqualTo(7);
    assertThat(subscription.rateLimitPerHour()).isEqualTo(8);
    assertThat(subscription.maxAttempts()).isEqualTo(9);
    assertThat(subscription.retryScheduleSeconds()).containsExactly(3, 604_800);
    assertThat(subscription.timeoutMs()).isEqualTo(1500);
    assertThat(subscription.maxConcurrency()).isEqualTo(2);
    assertThat(subscription.headers()).isEqualTo(Map.of("X-Mine", "{\"a\": \\\"b\\\"}"));
    assertThat(subscription.filter()).isEqualTo(new FilterText("{\"from\":[\"+1\",\"ü\",0.5]}"));
    assertThat(subscription.previousSecret()).isNull();
    assertThat(subscription.disabledReason()).isNull();
    assertThat(TestWebhooks.CIPHER.decrypt(id, subscription.secret()))
        .isEqualTo(created.text("secret"));
  }

  @Test
  void theSecretIsNowhereInClear() throws SQLException {
    ApiAnswer created =
        tenant
            .post("/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of("*")))
            .require(201);
    UUID id = UUID.fromString(created.text("id"));
    awaitVersion(id, 1);

    assertThat(topic.records(id))
        .allSatisfy(
            record ->
                assertThat(new String(record.value(), UTF_8))
                    .doesNotContain(created.text("secret")));
    try (Connection connection = api.database().connect();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT w::text FROM webhooks w WHERE id = '" + id + "'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).contains(id.toString()).doesNotContain(created.text("secret"));
    }
  }

  @Test
  void anUpdateRaisesTheVersionAndADeletionIsATombstone() {
    UUID id = tenant.newWebhook();
    awaitVersion(id, 1);

    tenant.patch("/v1/webhooks/" + id, Map.of("enabled", false)).require(200);
    assertThat(awaitVersion(id, 2).enabled()).isFalse();

    tenant.delete("/v1/webhooks/" + id).require(204);
    await().atMost(PATIENCE).until(() -> topic.isTombstoned(id));
  }

  /** Large values are left out of the log when an update does not touch them. */
  @Test
  void aLargeValueSurvivesAnUpdateOfAnother() throws SQLException {
    // Hardly compressible, so that it is stored out of line.
    StringBuilder large = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      large.append(UUID.randomUUID());
    }
    UUID id =
        UUID.fromString(
            tenant
                .post(
                    "/v1/webhooks",
                    Map.of(
                        "url", "https://example.com/",
                        "events", List.of("*"),
                        "headers", Map.of("X-1", large.toString(), "X-2", "two"),
                        "filter", Map.of("from", List.of(large.toString()))))
                .require(201)
                .text("id"));
    awaitVersion(id, 1);

    sql("UPDATE webhooks SET timeout_ms = 500 WHERE id = '" + id + "'");

    Subscription subscription = awaitVersion(id, 2);
    assertThat(subscription.headers()).isEqualTo(Map.of("X-1", large.toString(), "X-2", "two"));
    assertThat(subscription.filter()).isEqualTo(new FilterText("{\"from\":[\"" + large + "\"]}"));
    sql("UPDATE webhooks SET filter = NULL WHERE id = '" + id + "'");
    assertThat(awaitVersion(id, 3).filter()).isNull();
  }

  @Test
  void whatIsChangedByHandArrivesToo() throws SQLException {
    UUID id = tenant.newWebhook();
    sql(
        "UPDATE webhooks SET previous_secret = secret, disabled_reason = 'gone',"
            + " previous_secret_expires_at = '2030-01-02 03:04:05.678901+02' WHERE id = '"
            + id
            + "'");

    Subscription subscription = awaitVersion(id, 2);
    assertThat(subscription.previousSecret()).isEqualTo(subscription.secret());
    assertThat(Objects.requireNonNull(subscription.previousSecretExpiresAt()))
        .isEqualTo(Instant.parse("2030-01-02T01:04:05.678901Z"));
    assertThat(subscription.disabledReason()).isEqualTo("gone");
  }
}
