package com.irisx.webhooks.admin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.SenderVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is shown of a request is what was sent, less what could be used again. */
class RequestHeadersTest {

  @Test
  void thePrefixIsThatOfTheInstallation() {
    UUID delivery = UUID.randomUUID();

    assertThat(
            new RequestHeaders("X-Acme-")
                .of(delivery, "call.completed", 2, Instant.ofEpochSecond(1_000), null))
        .containsEntry("X-Acme-Event", "call.completed")
        .containsEntry("X-Acme-Delivery", delivery.toString())
        .containsEntry("X-Acme-Attempt", "2")
        .containsEntry("X-Acme-Timestamp", "1000")
        .containsEntry("webhook-id", delivery.toString())
        .doesNotContainKeys("X-Acme-Signature", "webhook-signature");
  }

  @Test
  void whereItWentAndWhatItsTenantAddsShowsWithoutValues() {
    assertThat(headers("https://example.com/hook", "Authorization", "X-Team"))
        .containsEntry("Host", "example.com")
        .containsEntry("User-Agent", SenderVersion.USER_AGENT)
        .containsEntry("Authorization", "***")
        .containsEntry("X-Team", "***");
    assertThat(headers("http://[2001:db8::1]:8080/"))
        .containsEntry("Host", "[2001:db8:0:0:0:0:0:1]:8080");
  }

  private static Map<String, String> headers(String url, String... customHeaders) {
    return new RequestHeaders("X-Acme-")
        .of(
            UUID.randomUUID(),
            "call.completed",
            1,
            Instant.EPOCH,
            new RequestHeaders.Endpoint(url, List.of(customHeaders)));
  }
}
