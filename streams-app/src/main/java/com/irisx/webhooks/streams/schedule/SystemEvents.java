package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.WebhookStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the domain events about webhooks, in the native envelope. */
final class SystemEvents {

  private static final String WEBHOOK_DISABLED = "webhook.disabled";

  /**
   * An event about a webhook.
   *
   * @param webhookId the webhook it is about, which does not get it
   */
  record SystemEvent(UUID webhookId, byte[] value) {}

  private record Envelope(
      String id, String tenantId, String type, String occurredAt, Disabled data) {}

  private record Disabled(UUID webhookId, @Nullable DisabledReason reason, String disabledAt) {}

  private static final Json.Format<Envelope> FORMAT = Json.format(Envelope.class);

  private SystemEvents() {}

  /**
   * The scheduler wants a webhook switched off. Decided on the same version, it is the same event.
   */
  static SystemEvent disabled(WebhookStatus status) {
    String at = status.changedAt().toString();
    return new SystemEvent(
        status.webhookId(),
        FORMAT.write(
            new Envelope(
                WEBHOOK_DISABLED + "-" + status.webhookId() + "-" + status.version(),
                status.tenantId(),
                WEBHOOK_DISABLED,
                at,
                new Disabled(status.webhookId(), status.disabledReason(), at))));
  }
}
