package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.idempotency.Idempotency;
import com.irisx.webhooks.admin.idempotency.IdempotencyKey;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.secret.SigningSecrets;
import com.irisx.webhooks.admin.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A new signing secret for a webhook that has one; the old one signs beside it for a while. */
@RestController
@RequestMapping("/v1/webhooks/{id}/secret")
class SecretController {

  static final int DEFAULT_OVERLAP_HOURS = 24;
  static final int MAX_OVERLAP_HOURS = 720;

  private final SigningSecrets secrets;
  private final SecretTable table;
  private final Idempotency idempotency;

  SecretController(SigningSecrets secrets, SecretTable table, Idempotency idempotency) {
    this.secrets = secrets;
    this.table = table;
    this.idempotency = idempotency;
  }

  /**
   * How to rotate.
   *
   * @param overlapHours how long the old secret signs, too; 0 ends it at once
   */
  record RotationRequest(@Nullable Integer overlapHours) {
    static final RotationRequest DEFAULTS = new RotationRequest(null);
  }

  /**
   * The new secret, in the only answer that shows it.
   *
   * @param previousSecretExpiresAt until when the old one signs, too; null if it does not
   */
  record RotatedSecret(UUID id, String secret, @Nullable Instant previousSecretExpiresAt) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "RotatedSecret[id=" + id + "]";
    }
  }

  @PostMapping("/rotate")
  ResponseEntity<RotatedSecret> rotate(
      Caller.Tenant tenant,
      IdempotencyKey key,
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable RotationRequest body) {
    RotationRequest request = body == null ? RotationRequest.DEFAULTS : body;
    Duration overlap = overlap(request);
    return idempotency.once(
        tenant, key, request, () -> ResponseEntity.ok(rotate(tenant, id, overlap)));
  }

  private RotatedSecret rotate(Caller.Tenant tenant, UUID id, Duration overlap) {
    SigningSecrets.IssuedSecret secret = secrets.issue(id);
    SecretTable.Rotated rotated =
        table
            .rotate(tenant, id, secret.ciphertext(), overlap)
            .orElseThrow(() -> ProblemException.notFound("webhook"));
    return new RotatedSecret(id, secret.plain(), rotated.previousExpiresAt());
  }

  private static Duration overlap(RotationRequest request) {
    int hours = request.overlapHours() == null ? DEFAULT_OVERLAP_HOURS : request.overlapHours();
    if (hours < 0 || hours > MAX_OVERLAP_HOURS) {
      throw ProblemException.invalid("overlap_hours", "must be from 0 to " + MAX_OVERLAP_HOURS);
    }
    return Duration.ofHours(hours);
  }
}
