package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.command.CommandLog;
import com.irisx.webhooks.admin.eventtype.SampleEvents;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.projection.AcceptedCommands;
import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.admin.webhook.Webhook;
import com.irisx.webhooks.admin.webhook.Webhooks;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes deliveries that no event made. */
@Service
class TestDeliveries {

  private static final String ID_PREFIX = "test_";

  private final Webhooks webhooks;
  private final SampleEvents samples;
  private final CommandLog commands;
  private final AcceptedCommands accepted;

  TestDeliveries(
      Webhooks webhooks, SampleEvents samples, CommandLog commands, AcceptedCommands accepted) {
    this.webhooks = webhooks;
    this.samples = samples;
    this.commands = commands;
    this.accepted = accepted;
  }

  /**
   * Sends a sample on its way; the delivery can be read from then on.
   *
   * @param eventType which; null for the first that the webhook subscribes to
   * @throws ProblemException with status 404 if the tenant has no such webhook, 409 if it is
   *     switched off, 400 if the catalog has no such type
   */
  TestResult send(Caller.Tenant tenant, UUID webhookId, @Nullable String eventType) {
    Webhook webhook = webhooks.get(tenant, webhookId);
    if (!webhook.settings().enabled()) {
      throw ProblemException.conflict("enabled", "is false: switch the webhook on first");
    }
    String eventId = ID_PREFIX + UUID.randomUUID();
    String occurredAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    SampleEvents.Sample sample =
        eventType == null
            ? samples.first(webhook.settings().events())
            : samples.ofType("event_type", eventType);
    Delivery delivery =
        new Delivery(
            Ids.delivery(eventId, webhookId),
            webhookId,
            tenant.id(),
            eventId,
            sample.eventType(),
            occurredAt,
            0,
            0);
    Command test = new Command.Test(delivery, sample.body(eventId, occurredAt));
    Instant createdAt = commands.send(test);
    accepted.show(test, createdAt);
    return TestResult.accepted(delivery, createdAt);
  }
}
