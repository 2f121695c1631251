package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.streams.dispatch.EndpointFactory.UnusableException;
import com.irisx.webhooks.testing.TestWebhooks;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndpointsTest {

  private static final SecretCipher OTHER_KEYS = SecretCipher.of(SecretCipher.newKeyset());
  private static final byte[] BODY = {};
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private final Endpoints endpoints =
      new Endpoints(
          new EndpointFactory(
              TestWebhooks.CIPHER,
              new HeaderRules(HeaderRules.DEFAULT_PREFIX),
              false,
              Duration.ofSeconds(30)),
          100);

  @Test
  void isDerivedOnceAndAgainWhenTheDirectoryReturnsAnotherInstance() throws Exception {
    UUID id = UUID.randomUUID();
    Subscription before = TestWebhooks.webhook().id(id).url("https://one.example/").build();
    Subscription after = TestWebhooks.webhook().id(id).url("https://two.example/").build();

    assertThat(endpoints.of(before)).isSameAs(endpoints.of(before));
    assertThat(endpoints.of(after).url()).hasToString("https://two.example/");
  }

  @Test
  void withAnUnreadablePreviousSecretTheCurrentOneSigns() throws Exception {
    UUID id = UUID.randomUUID();
    Subscription rotated =
        TestWebhooks.webhook()
            .id(id)
            .previousSecret(TestWebhooks.newSecret(), NOW.plusSeconds(1))
            .build();
    Subscription unreadable = withPreviousSecret(rotated, OTHER_KEYS.encrypt(id, "whsec_AAAA"));

    assertThat(endpoints.of(rotated).signer().sign("id", NOW, BODY).own()).contains(",");
    assertThat(endpoints.of(unreadable).signer().sign("id", NOW, BODY).own())
        .isEqualTo(new Signer(TestWebhooks.SECRET, null, null).sign("id", NOW, BODY).own());
  }

  @Test
  void whatCannotBeUsedSaysWhy() {
    assertUnusable(TestWebhooks.webhook().build(OTHER_KEYS), "signing secret");
    assertUnusable(TestWebhooks.webhook().secret("hunter2").build(), "signing secret");
    assertUnusable(TestWebhooks.webhook().url("http://a.example/").build(), "https://");
    assertUnusable(TestWebhooks.webhook().url("https://u:hunter2@a.example/").build(), "user name");
    assertUnusable(TestWebhooks.webhook().url("nonsense").build(), "https://");
  }

  @Test
  void customHeadersThatMayNotBeSentAreLeftOut() throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer x");
    headers.put("Host", "evil.example");
    headers.put("content-length", "0");
    headers.put("X-Irisx-Signature", "sha256=00");
    headers.put("X-Split", "a\r\nX-Evil: 1");
    headers.put("X-Evil\r\nName", "a");
    Subscription webhook = TestWebhooks.webhook().headers(headers).build();

    MultiMap sent = endpoints.of(webhook).headers();
    assertThat(sent.names())
        .containsExactlyInAnyOrder("Authorization", "Host", "Content-Type", "User-Agent");
    assertThat(sent.get("Authorization")).isEqualTo("Bearer x");
    assertThat(sent.get("Host")).isNotEqualTo("evil.example");
  }

  @Test
  void theTimeoutIsTheWebhooksOwnUpToTheLongest() throws Exception {
    assertThat(
            endpoints.of(TestWebhooks.webhook().timeout(Duration.ofSeconds(3)).build()).timeout())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(endpoints.of(TestWebhooks.webhook().timeout(Duration.ofDays(1)).build()).timeout())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void showsNoSecretInItsText() throws Exception {
    Subscription webhook =
        TestWebhooks.webhook()
            .url("https://a.example/?token=hunter2")
            .headers(Map.of("Authorization", "hunter2"))
            .build();

    assertThat(endpoints.of(webhook).toString())
        .doesNotContain("hunter2")
        .doesNotContain(TestWebhooks.SECRET)
        .doesNotContain("whsec_");
  }

  private void assertUnusable(Subscription webhook, String because) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> endpoints.of(webhook))
          .isInstanceOf(UnusableException.class)
          .hasMessageContaining(because)
          .hasMessageNotContaining("hunter2");
    }
  }

  private static Subscription withPreviousSecret(Subscription webhook, String ciphertext) {
    return new Subscription(
        webhook.id(),
        webhook.tenantId(),
        webhook.version(),
        webhook.url(),
        webhook.events(),
        webhook.enabled(),
        webhook.secret(),
        ciphertext,
        webhook.previousSecretExpiresAt(),
        webhook.rateLimitPerMinute(),
        webhook.rateLimitPerHour(),
        webhook.maxAttempts(),
        webhook.retryScheduleSeconds(),
        webhook.timeoutMs(),
        webhook.maxConcurrency(),
        webhook.headers(),
        webhook.filter(),
        webhook.disabledReason());
  }
}
