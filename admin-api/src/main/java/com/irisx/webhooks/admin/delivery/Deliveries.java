package com.irisx.webhooks.admin.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import com.irisx.webhooks.admin.paging.Cursor;
import com.irisx.webhooks.admin.paging.Page;
import com.irisx.webhooks.admin.paging.PageRequest;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.admin.webhook.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what projection wrote. */
@Service
class Deliveries {

  private final DeliveryRepository repository;
  private final Webhooks webhooks;
  private final JsonMapper json;

  Deliveries(DeliveryRepository repository, Webhooks webhooks, JsonMapper json) {
    this.repository = repository;
    this.webhooks = webhooks;
    this.json = json;
  }

  Page<DeliveryView> list(
      Caller.Tenant tenant,
      UUID webhookId,
      DeliveryFilter filter,
      PageRequest request,
      boolean withAttempts) {
    webhooks.get(tenant, webhookId);
    Page<Delivery> page =
        Page.of(
            repository.page(tenant, webhookId, filter, request),
            request.limit(),
            delivery -> new Cursor(delivery.createdAt(), delivery.id()));
    if (!withAttempts) {
      return page.map(delivery -> new DeliveryView(delivery, null, null));
    }
    Map<UUID, List<Attempt>> attempts =
        repository.attempts(page.data()).stream().collect(groupingBy(Attempt::deliveryId));
    return page.map(
        delivery ->
            new DeliveryView(delivery, attempts.getOrDefault(delivery.id(), List.of()), null));
  }

  DeliveryView get(Caller.Tenant tenant, UUID id) {
    Delivery delivery =
        repository.find(tenant, id).orElseThrow(() -> ProblemException.notFound("delivery"));
    return new DeliveryView(
        delivery,
        repository.attempts(List.of(delivery)),
        repository.payload(delivery).map(this::asJson).orElse(null));
  }

  /** The body's own text if it is JSON, as it should be; else as one JSON string. */
  private String asJson(byte[] body) {
    String text = new String(body, UTF_8);
    try {
      json.readTree(text);
      return text;
    } catch (JacksonException e) {
      return json.writeValueAsString(text);
    }
  }
}
