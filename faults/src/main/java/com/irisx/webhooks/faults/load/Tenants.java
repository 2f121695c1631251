package com.irisx.webhooks.faults.load;

import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.schema.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tenants with one webhook each; event {@code n} belongs to tenant {@code n mod COUNT}. One webhook
 * in four points at a path that fails now and then, one at a slow path.
 *
 * @param webhooks by the tenant's number
 */
public record Tenants(List<Webhook> webhooks) {

  /** How many there are. */
  public static final int COUNT = 16;

  /** What each webhook may have in flight. */
  public static final int MAX_CONCURRENCY = 20;

  private static final List<String> KINDS = List.of("/ok/", "/slow/", "/ok/", "/flaky/");

  /** A webhook, and the key of its tenant. */
  public record Webhook(UUID id, String apiKey, String path) {}

  public Tenants {
    webhooks = List.copyOf(webhooks);
  }

  /** Makes them through the API. */
  public static Tenants create(Stand stand) {
    AdminClient api = new AdminClient(stand);
    List<Webhook> webhooks = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      String path = KINDS.get(i % KINDS.size()) + i;
      String key = api.tenant(tenantId(i));
      UUID id =
          api.webhook(
              key,
              Map.of(
                  "url",
                  stand.receiverUrl(path),
                  "events",
                  List.of("call.*"),
                  "rate_limit_per_minute",
                  100_000,
                  "rate_limit_per_hour",
                  6_000_000,
                  "max_concurrency",
                  MAX_CONCURRENCY));
      webhooks.add(new Webhook(id, key, path));
    }
    return new Tenants(webhooks);
  }

  /** The delivery that comes of an event. */
  public UUID delivery(int event) {
    return Ids.delivery(eventId(event), webhooks.get(event % COUNT).id());
  }

  static String event(int number) {
    return """
        {"id":"%s","tenant_id":"%s","type":"call.completed","occurred_at":"2026-01-02T03:04:05Z",\
        "data":{"call_sid":"CA%032d","duration_seconds":42,"from":"+14155550100","to":"+14155550199"}}"""
        .formatted(eventId(number), tenantId(number % COUNT), number);
  }

  private static String eventId(int number) {
    return "evt-" + number;
  }

  private static String tenantId(int number) {
    return "tenant-" + number;
  }
}
