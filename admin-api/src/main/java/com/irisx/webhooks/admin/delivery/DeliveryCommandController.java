package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.idempotency.Idempotency;
import com.irisx.webhooks.admin.idempotency.IdempotencyKey;
import com.irisx.webhooks.admin.security.Caller;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a tenant asks of one of its deliveries. */
@RestController
@RequestMapping("/v1/webhooks/deliveries/{id}")
class DeliveryCommandController {

  private final DeliveryCommands commands;
  private final Idempotency idempotency;

  DeliveryCommandController(DeliveryCommands commands, Idempotency idempotency) {
    this.commands = commands;
    this.idempotency = idempotency;
  }

  /** Sends a delivery that has ended again, from its first attempt. */
  @PostMapping("/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<DeliveryView> retry(
      Caller.Tenant tenant, IdempotencyKey key, @PathVariable UUID id) {
    return idempotency.once(
        tenant,
        key,
        Map.of(),
        () ->
            ResponseEntity.accepted()
                .body(new DeliveryView(commands.retry(tenant, id), null, null)));
  }

  /** Ends a delivery that has not ended; the answer shows it as it stands until then. */
  @PostMapping("/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @ApiResponse(responseCode = "202")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/Problem409")
  DeliveryView cancel(Caller.Tenant tenant, @PathVariable UUID id) {
    return new DeliveryView(commands.cancel(tenant, id), null, null);
  }
}
