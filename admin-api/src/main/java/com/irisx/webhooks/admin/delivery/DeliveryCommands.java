package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.command.CommandLog;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.projection.AcceptedCommands;
import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.admin.webhook.Webhooks;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Turns what a tenant asks of a delivery into a command, if it makes sense as far as can be seen
 * from here. The scheduler knows better and decides: a command that came too late does nothing.
 */
@Service
class DeliveryCommands {

  private final DeliveryRepository repository;
  private final Webhooks webhooks;
  private final CommandLog commands;
  private final AcceptedCommands accepted;

  DeliveryCommands(
      DeliveryRepository repository,
      Webhooks webhooks,
      CommandLog commands,
      AcceptedCommands accepted) {
    this.repository = repository;
    this.webhooks = webhooks;
    this.commands = commands;
    this.accepted = accepted;
  }

  /**
   * Asks for the next run of a delivery, which is pending from then on. Asked twice at once, it is
   * the same run twice, and happens once.
   *
   * @return the delivery as it begins again
   * @throws ProblemException with status 404 if the tenant has no such delivery, 409 if it has not
   *     ended, its webhook is switched off or its payload is not there
   */
  Delivery retry(Caller.Tenant tenant, UUID id) {
    Delivery delivery = find(tenant, id);
    if (!status(delivery).terminal()) {
      throw ProblemException.conflict(
          "status", "is " + delivery.status() + ": only what has ended can be sent again");
    }
    if (!webhooks.get(tenant, delivery.webhookId()).settings().enabled()) {
      throw ProblemException.conflict("enabled", "is false: switch the webhook on first");
    }
    byte[] body =
        repository
            .payload(delivery)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "payload", "is not stored any more, or not yet: there is nothing to send"));
    Delivery again = delivery.again();
    Command retry = new Command.Retry(facts(tenant, again), body);
    accepted.show(retry, commands.send(retry));
    return again;
  }

  /**
   * Asks for the end of a delivery.
   *
   * @return the delivery as it stands
   * @throws ProblemException with status 404 if the tenant has no such delivery, 409 if it has
   *     ended
   */
  Delivery cancel(Caller.Tenant tenant, UUID id) {
    Delivery delivery = find(tenant, id);
    if (status(delivery).terminal()) {
      throw ProblemException.conflict("status", "is " + delivery.status() + ": it has ended");
    }
    commands.send(
        new Command.Cancel(
            delivery.webhookId(), delivery.id(), delivery.createdAt().toEpochMilli()));
    return delivery;
  }

  private Delivery find(Caller.Tenant tenant, UUID id) {
    return repository.find(tenant, id).orElseThrow(() -> ProblemException.notFound("delivery"));
  }

  private static com.irisx.webhooks.schema.Delivery facts(Caller.Tenant tenant, Delivery delivery) {
    return new com.irisx.webhooks.schema.Delivery(
        delivery.id(),
        delivery.webhookId(),
        tenant.id(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.occurredAt(),
        delivery.createdAt().toEpochMilli(),
        delivery.run());
  }

  private static DeliveryStatus status(Delivery delivery) {
    return DeliveryStatus.valueOf(delivery.status().toUpperCase(Locale.ROOT));
  }
}
