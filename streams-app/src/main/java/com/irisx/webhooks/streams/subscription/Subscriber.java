package com.irisx.webhooks.streams.subscription;

import com.irisx.webhooks.filter.Filter;
import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.filter.InvalidFilterException;
import com.irisx.webhooks.schema.Subscription;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A webhook as ROUTE needs it: who gets an event, and which. Immutable.
 *
 * @param filter what the event's data must say; null if anything will do
 * @param unreadable what is wrong with the webhook's filter if this release cannot read it; then
 *     nobody here knows what its owner wants, or wants kept away from it
 */
public record Subscriber(UUID webhookId, @Nullable Filter filter, @Nullable String unreadable) {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  static Subscriber of(Subscription webhook) {
    FilterText text = webhook.filter();
    if (text == null) {
      return new Subscriber(webhook.id(), null, null);
    }
    try {
      Filter filter = Filter.parse(text);
      return new Subscriber(webhook.id(), filter.isEmpty() ? null : filter, null);
    } catch (InvalidFilterException e) {
      LOG.error("the filter of webhook {} cannot be read: {}", webhook.id(), e.getMessage());
      return new Subscriber(webhook.id(), null, e.getMessage());
    }
  }
}
