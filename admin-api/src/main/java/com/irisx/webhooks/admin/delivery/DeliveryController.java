package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.paging.Page;
import com.irisx.webhooks.admin.paging.PageRequest;
import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.security.Caller;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of a tenant's deliveries. */
@RestController
@RequestMapping("/v1/webhooks")
class DeliveryController {

  private static final String ATTEMPTS = "attempts";

  private final Deliveries deliveries;

  DeliveryController(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  // An id's letters alone: a path that could be either route's would be a failure of ours.
  @GetMapping("/{webhookId:[0-9a-fA-F-]+}/deliveries")
  Page<DeliveryView> list(
      Caller.Tenant tenant,
      @PathVariable UUID webhookId,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(name = "event_type", required = false) @Nullable String eventType,
      @Parameter(description = Times.SINCE) @RequestParam(required = false) @Nullable String since,
      @Parameter(description = Times.UNTIL) @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String include) {
    if (include != null && !include.equals(ATTEMPTS)) {
      throw ProblemException.invalid("include", "must be " + ATTEMPTS);
    }
    DeliveryFilter filter = DeliveryFilter.of(status, eventType, since, until);
    return deliveries.list(
        tenant, webhookId, filter, PageRequest.of(limit, cursor), include != null);
  }

  @GetMapping("/deliveries/{id}")
  DeliveryView get(Caller.Tenant tenant, @PathVariable UUID id) {
    return deliveries.get(tenant, id);
  }
}
