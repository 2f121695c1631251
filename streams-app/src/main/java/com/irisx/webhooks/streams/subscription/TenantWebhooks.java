package com.irisx.webhooks.streams.subscription;

import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.catalog.EventPattern;
import com.irisx.webhooks.schema.catalog.InvalidEventPatternException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tenant's enabled webhooks and what they subscribe to, with filters ready for use. Immutable but
 * for the answers it remembers.
 *
 * <p>Threading: safe for use by several threads.
 */
final class TenantWebhooks {

  private static final Logger LOG = LoggerFactory.getLogger(TenantWebhooks.class);

  /** Event types whose answer is remembered, per tenant; bounds what made-up types can cost. */
  private static final int REMEMBERED_TYPES = 256;

  /** So much of a filter takes about the heap of a webhook without one. */
  private static final int FILTER_CHARACTERS_OF_A_WEBHOOK = 512;

  private record Entry(Subscriber webhook, List<EventPattern> patterns, int weight) {
    boolean wants(String type) {
      for (EventPattern pattern : patterns) {
        if (pattern.matches(type)) {
          return true;
        }
      }
      return false;
    }
  }

  private final List<Entry> entries;
  private final Map<String, List<Subscriber>> remembered = new ConcurrentHashMap<>();

  TenantWebhooks(List<Subscription> webhooks) {
    List<Entry> enabled = new ArrayList<>();
    for (Subscription webhook : webhooks) {
      if (webhook.enabled()) {
        enabled.add(new Entry(Subscriber.of(webhook), patterns(webhook), weight(webhook)));
      }
    }
    this.entries = List.copyOf(enabled);
  }

  /** What they take on the heap, in webhooks of usual size. */
  int weight() {
    return entries.stream().mapToInt(Entry::weight).sum();
  }

  /** The webhooks that want events of this type. */
  List<Subscriber> matching(String type) {
    List<Subscriber> known = remembered.get(type);
    if (known != null) {
      return known;
    }
    List<Subscriber> matching = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.wants(type)) {
        matching.add(entry.webhook());
      }
    }
    List<Subscriber> answer = List.copyOf(matching);
    if (remembered.size() < REMEMBERED_TYPES) {
      remembered.put(type, answer);
    }
    return answer;
  }

  private static int weight(Subscription webhook) {
    FilterText filter = webhook.filter();
    return filter == null ? 1 : 2 + filter.json().length() / FILTER_CHARACTERS_OF_A_WEBHOOK;
  }

  private static List<EventPattern> patterns(Subscription webhook) {
    List<EventPattern> patterns = new ArrayList<>(webhook.events().size());
    for (String text : webhook.events()) {
      try {
        patterns.add(EventPattern.parse(text));
      } catch (InvalidEventPatternException e) {
        LOG.error("webhook {}: {}", webhook.id(), e.getMessage());
      }
    }
    return List.copyOf(patterns);
  }
}
