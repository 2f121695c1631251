package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.idempotency.Idempotency;
import com.irisx.webhooks.admin.idempotency.IdempotencyKey;
import com.irisx.webhooks.admin.security.Caller;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** A sample event sent to a webhook, through everything a real one goes through. */
@RestController
@RequestMapping("/v1/webhooks/{id}/test")
class TestController {

  private final TestDeliveries tests;
  private final FirstAttempts firstAttempts;
  private final Idempotency idempotency;

  TestController(TestDeliveries tests, FirstAttempts firstAttempts, Idempotency idempotency) {
    this.tests = tests;
    this.firstAttempts = firstAttempts;
    this.idempotency = idempotency;
  }

  /**
   * What to send.
   *
   * @param eventType one of the catalog; the webhook's first if missing
   */
  record TestRequest(@Nullable String eventType) {
    static final TestRequest DEFAULTS = new TestRequest(null);
  }

  /**
   * 202 with the delivery, or, with {@code wait}, 200 with its first attempt if that ends in time.
   */
  @PostMapping
  @ApiResponse(responseCode = "200", description = "The first attempt ended.")
  @ApiResponse(responseCode = "202", description = "It will be sent; its result is not known yet.")
  DeferredResult<ResponseEntity<TestResult>> send(
      Caller.Tenant tenant,
      IdempotencyKey key,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String wait,
      @RequestBody(required = false) @Nullable TestRequest body) {
    Duration patience = WaitTime.parse(wait);
    TestRequest request = body == null ? TestRequest.DEFAULTS : body;
    ResponseEntity<TestResult> accepted =
        idempotency.once(
            tenant,
            key,
            request,
            () -> ResponseEntity.accepted().body(tests.send(tenant, id, request.eventType())));
    return firstAttempts.await(Objects.requireNonNull(accepted.getBody()), patience);
  }
}
