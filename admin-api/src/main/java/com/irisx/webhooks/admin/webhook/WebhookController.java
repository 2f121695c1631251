package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.idempotency.Idempotency;
import com.irisx.webhooks.admin.idempotency.IdempotencyKey;
import com.irisx.webhooks.admin.paging.Page;
import com.irisx.webhooks.admin.paging.PageRequest;
import com.irisx.webhooks.admin.security.Caller;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** A tenant's webhooks. */
@RestController
@RequestMapping("/v1/webhooks")
class WebhookController {

  private final Webhooks webhooks;
  private final Idempotency idempotency;

  WebhookController(Webhooks webhooks, Idempotency idempotency) {
    this.webhooks = webhooks;
    this.idempotency = idempotency;
  }

  /** The only answer that shows the secret. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<WebhookView> create(
      Caller.Tenant tenant, IdempotencyKey key, @RequestBody WebhookRequest body) {
    return idempotency.once(tenant, key, body, () -> create(tenant, body));
  }

  private ResponseEntity<WebhookView> create(Caller.Tenant tenant, WebhookRequest body) {
    Webhooks.Created created = webhooks.create(tenant, body);
    return ResponseEntity.created(URI.create("/v1/webhooks/" + created.webhook().id()))
        .body(WebhookView.of(created.webhook(), created.secret()));
  }

  /** Whether these settings could be created, without creating anything: for forms. */
  @PostMapping("/validate")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void validate(Caller.Tenant tenant, @RequestBody WebhookRequest body) {
    webhooks.validate(body);
  }

  @GetMapping
  Page<WebhookView> list(
      Caller.Tenant tenant,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return webhooks.list(tenant, PageRequest.of(limit, cursor)).map(WebhookView::of);
  }

  @GetMapping("/{id}")
  WebhookView get(Caller.Tenant tenant, @PathVariable UUID id) {
    return WebhookView.of(webhooks.get(tenant, id));
  }

  /**
   * Members in the body change; members set to null take their default; the rest stays. What a GET
   * answered may be PUT back with its changes.
   */
  @RequestMapping(
      path = "/{id}",
      method = {RequestMethod.PUT, RequestMethod.PATCH})
  WebhookView update(
      Caller.Tenant tenant, @PathVariable UUID id, @RequestBody ObjectNode changes, HttpMethod by) {
    return WebhookView.of(
        by.equals(HttpMethod.PUT)
            ? webhooks.replace(tenant, id, changes)
            : webhooks.update(tenant, id, changes));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller.Tenant tenant, @PathVariable UUID id) {
    webhooks.delete(tenant, id);
  }
}
