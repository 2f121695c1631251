package com.irisx.webhooks.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.Subscription;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BuildersTest {

  @Test
  void aWebhookHasTheProductsDefaultsAndASecretThatDecrypts() throws Exception {
    Subscription webhook = TestWebhooks.webhook().build();

    assertThat(webhook.maxAttempts()).isEqualTo(Subscription.DEFAULT_MAX_ATTEMPTS);
    assertThat(webhook.enabled()).isTrue();
    assertThat(TestWebhooks.CIPHER.decrypt(webhook.id(), webhook.secret()))
        .isEqualTo(TestWebhooks.SECRET);
  }

  @Test
  void anEventKeepsItsDataByteForByte() {
    TestEvent event = TestEvent.callCompleted().withData("{\"b\": 1.0, \"a\":\"\\u00e9\"}");

    assertThat(event.json()).endsWith(",\"data\":{\"b\": 1.0, \"a\":\"\\u00e9\"}}");
    assertThat(Json.MAPPER.readTree(event.json()).get("tenant_id").asString()).isEqualTo("acme");
    assertThat(event.withId(null).withOccurredAt(null).json())
        .startsWith("{\"tenant_id\":\"acme\",\"type\":\"call.completed\",\"data\":");
  }

  @Test
  void aClockMovesOnlyWhenTold() {
    ManualClock clock = ManualClock.at(Instant.EPOCH);

    clock.advance(Duration.ofMillis(1500));

    assertThat(clock.millis()).isEqualTo(1500);
    clock.set(ManualClock.DEFAULT_START);
    assertThat(clock.instant()).isEqualTo(ManualClock.DEFAULT_START);
  }
}
