package com.irisx.webhooks.admin.idempotency;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.secret.SealedTexts;
import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.admin.security.Sha256;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does what a request asks for at most once for each key. What is done in the database and the
 * answer commit together: after a crash in between neither is there, and the request can be sent
 * again. Only success is kept; what was refused may be asked for again with the same key.
 */
@Service
public class Idempotency {

  /**
   * How many requests with a key are answered at once: each holds a database connection while it
   * may wait for the broker, and others need connections, too.
   */
  static final int MAX_AT_ONCE = 6;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Semaphore room = new Semaphore(MAX_AT_ONCE, true);
  private final IdempotencyTable table;
  private final SealedTexts sealed;
  private final TransactionOperations transaction;
  private final JsonMapper json;
  private final JsonMapper fingerprints;
  private final Duration window;

  Idempotency(
      IdempotencyTable table,
      SealedTexts sealed,
      TransactionOperations transaction,
      JsonMapper json,
      AdminSettings settings) {
    this.table = table;
    this.sealed = sealed;
    this.transaction = transaction;
    this.json = json;
    this.fingerprints =
        json.rebuild().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    this.window = settings.idempotencyWindow();
  }

  /**
   * The answer that {@code action} gives, or gave the first time.
   *
   * @param body what the request asks for, as it was understood: spelling does not matter
   * @throws ProblemException with status 422 if the key came with another body before, 409 if a
   *     request with this key is being answered, 503 if too many others are
   */
  public <T> ResponseEntity<T> once(
      Caller.Tenant tenant, IdempotencyKey key, Object body, Supplier<ResponseEntity<T>> action) {
    if (key.value() == null) {
      return action.get();
    }
    IdempotencyTable.Slot slot = new IdempotencyTable.Slot(tenant.id(), key.route(), key.value());
    byte[] fingerprint = Sha256.of(fingerprints.writeValueAsString(body));
    enter();
    try {
      return Objects.requireNonNull(
          transaction.execute(tx -> onceLocked(slot, fingerprint, action)), "an action answers");
    } finally {
      room.release();
    }
  }

  private void enter() {
    try {
      if (room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.busy(
        "too many requests with an " + IdempotencyKey.HEADER + " are being answered");
  }

  private <T> ResponseEntity<T> onceLocked(
      IdempotencyTable.Slot slot, byte[] fingerprint, Supplier<ResponseEntity<T>> action) {
    if (!table.lock(slot)) {
      throw ProblemException.conflict(
          IdempotencyKey.HEADER,
          "a request with this key is being answered; try again in a moment");
    }
    Optional<IdempotencyTable.Kept> kept = table.find(slot, window);
    if (kept.isPresent()) {
      throw replay(kept.get(), fingerprint);
    }
    ResponseEntity<T> answer = action.get();
    UUID id = UUID.randomUUID();
    table.keep(slot, id, stored(id, fingerprint, answer));
    return answer;
  }

  private ReplayedAnswer replay(IdempotencyTable.Kept kept, byte[] fingerprint) {
    StoredAnswer answer = kept.answer();
    if (!MessageDigest.isEqual(answer.fingerprint(), fingerprint)) {
      throw ProblemException.unprocessable(
          IdempotencyKey.HEADER, "was sent before with another body; use another key");
    }
    String body =
        sealed
            .open(kept.id(), answer.sealed())
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        IdempotencyKey.HEADER,
                        "was answered before, and that answer cannot be read any more"));
    return new ReplayedAnswer(answer.status(), answer.location(), body);
  }

  private StoredAnswer stored(UUID id, byte[] fingerprint, ResponseEntity<?> answer) {
    @Nullable URI location = answer.getHeaders().getLocation();
    return new StoredAnswer(
        fingerprint,
        answer.getStatusCode().value(),
        location == null ? null : location.toString(),
        sealed.seal(id, json.writeValueAsString(answer.getBody())));
  }
}
