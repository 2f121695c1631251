package com.irisx.webhooks.streams.route;

import com.irisx.webhooks.streams.subscription.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who gets an event.
 *
 * @param webhooks that get it
 * @param filteredOut how many do not because it does not pass their filter
 * @param undecided why that could not be told of one that therefore does not get it; null if it
 *     could be told of all
 */
record Recipients(List<UUID> webhooks, int filteredOut, @Nullable String undecided) {

  /** Of webhooks that want events of this type. */
  static Recipients of(List<Subscriber> subscribers, JsonSlice eventData) {
    FilteredData data = new FilteredData(eventData);
    List<UUID> webhooks = new ArrayList<>(subscribers.size());
    int filteredOut = 0;
    String undecided = null;
    for (Subscriber subscriber : subscribers) {
      try {
        if (gets(subscriber, data)) {
          webhooks.add(subscriber.webhookId());
        } else {
          filteredOut++;
        }
      } catch (UndecidedFilterException e) {
        undecided = undecided == null ? e.getMessage() : undecided;
      }
    }
    return new Recipients(webhooks, filteredOut, undecided);
  }

  private static boolean gets(Subscriber subscriber, FilteredData data)
      throws UndecidedFilterException {
    if (subscriber.unreadable() != null) {
      throw new UndecidedFilterException(
          "the filter of webhook "
              + subscriber.webhookId()
              + " cannot be read: "
              + subscriber.unreadable());
    }
    return subscriber.filter() == null || data.pass(subscriber.filter());
  }
}
