package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.testing.TestWebhooks;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadersTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.999Z");

  @Test
  void anEventTypeCannotEndItsHeaderLine() {
    MultiMap headers = headers("https://a.example/", "call.completed\r\nX-Evil: é", "X-IRISX-");

    assertThat(headers.get("X-IRISX-Event")).isEqualTo("call.completed%0D%0AX-Evil:%20%C3%A9");
    assertThat(headers.contains("X-Evil")).isFalse();
  }

  @Test
  void thePrefixIsConfigurableAndTheStandardNamesStay() {
    MultiMap headers = headers("https://a.example/", "call.completed", "X-Acme-");

    assertThat(headers.names())
        .containsExactlyInAnyOrder(
            "Host",
            "Content-Type",
            "User-Agent",
            "X-Acme-Event",
            "X-Acme-Delivery",
            "X-Acme-Attempt",
            "X-Acme-Timestamp",
            "X-Acme-Signature",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");
    assertThat(headers.get("X-Acme-Timestamp"))
        .isEqualTo(headers.get("webhook-timestamp"))
        .isEqualTo("1793534400");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/, a.example",
    "https://a.example:443/, a.example",
    "https://a.example:8443/, a.example:8443",
    "http://a.example:443/, a.example:443",
    "http://a.example:80/, a.example",
    "https://[::1]:8443/, [0:0:0:0:0:0:0:1]:8443"
  })
  void hostIsTheNameWithItsPortUnlessUsual(String url, String host) {
    assertThat(headers(url, "call.completed", "X-IRISX-").get("Host")).isEqualTo(host);
  }

  private static MultiMap headers(String url, String eventType, String prefix) {
    UUID webhook = new UUID(0, 1);
    TargetUrl target = TargetUrl.parse(url);
    Endpoint endpoint =
        new Endpoint(
            webhook,
            target,
            new Signer(TestWebhooks.SECRET, null, null),
            RequestHeaders.constant(target, Map.of()),
            Duration.ofSeconds(1));
    Delivery delivery =
        new Delivery(
            new UUID(0, 2), webhook, "acme", "e1", eventType, "2026-11-01T12:00:00Z", 1, 0);
    MultiMap headers = HttpHeaders.headers();
    new RequestHeaders(prefix)
        .of(endpoint, new Task(delivery, 1, new byte[0]), NOW)
        .accept(headers);
    return headers;
  }
}
