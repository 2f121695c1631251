package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.WebhookStatus;
import com.irisx.webhooks.streams.schedule.SystemEvents.SystemEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the scheduler says to the world. */
interface Emitter {

  /** Hands a task to the dispatcher. */
  void task(Ready ready);

  void outcome(DeliveryOutcome outcome);

  void deadLetter(Delivery delivery, AttemptResult lastResult, byte[] body);

  /** What is known of a webhook; null once it is deleted and forgotten. */
  void status(UUID webhookId, @Nullable WebhookStatus status);

  void systemEvent(SystemEvent event);
}
