package com.irisx.webhooks.streams.subscription;

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
 * A tenant's enabled webhooks and what they subscribe to. Immutable but for the answers it
 * remembers.
 *
 * <p>Threading: safe for use by several threads.
 */
final class TenantWebhooks {

  private static final Logger LOG = LoggerFactory.getLogger(TenantWebhooks.class);

  /** Event types whose answer is remembered, per tenant; bounds what made-up types can cost. */
  private static final int REMEMBERED_TYPES = 256;

  private record Entry(Subscription webhook, List<EventPattern> patterns) {
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
  private final Map<String, List<Subscription>> remembered = new ConcurrentHashMap<>();

  TenantWebhooks(List<Subscription> webhooks) {
    List<Entry> enabled = new ArrayList<>();
    for (Subscription webhook : webhooks) {
      if (webhook.enabled()) {
        enabled.add(new Entry(webhook, patterns(webhook)));
      }
    }
    this.entries = List.copyOf(enabled);
  }

  int size() {
    return entries.size();
  }

  /** The webhooks that want events of this type. */
  List<Subscription> matching(String type) {
    List<Subscription> known = remembered.get(type);
    if (known != null) {
      return known;
    }
    List<Subscription> matching = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.wants(type)) {
        matching.add(entry.webhook());
      }
    }
    List<Subscription> answer = List.copyOf(matching);
    if (remembered.size() < REMEMBERED_TYPES) {
      remembered.put(type, answer);
    }
    return answer;
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
