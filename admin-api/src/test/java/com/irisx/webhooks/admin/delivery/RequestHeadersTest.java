package com.irisx.webhooks.admin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is shown of a request is what was sent, less what could be used again. */
class RequestHeadersTest {

  @Test
  void thePrefixIsThatOfTheInstallation() {
    UUID delivery = UUID.randomUUID();

    assertThat(
            new RequestHeaders("X-Acme-")
                .of(delivery, "call.completed", 2, Instant.ofEpochSecond(1_000)))
        .containsEntry("X-Acme-Event", "call.completed")
        .containsEntry("X-Acme-Delivery", delivery.toString())
        .containsEntry("X-Acme-Attempt", "2")
        .containsEntry("X-Acme-Timestamp", "1000")
        .containsEntry("webhook-id", delivery.toString())
        .doesNotContainKeys("X-Acme-Signature", "webhook-signature");
  }
}
