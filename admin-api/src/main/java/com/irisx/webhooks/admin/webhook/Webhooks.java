package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.paging.Cursor;
import com.irisx.webhooks.admin.paging.Page;
import com.irisx.webhooks.admin.paging.PageRequest;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.secret.SigningSecrets;
import com.irisx.webhooks.admin.security.Caller;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What can be done with webhooks. Writes to the table alone: capture tells everyone else. */
@Service
public class Webhooks {

  private static final String PAUSED = "paused";

  private final WebhookRepository repository;
  private final WebhookValidation validation;
  private final SigningSecrets secrets;
  private final TransactionOperations transaction;
  private final ApplicationEventPublisher events;
  private final JsonMapper json;

  Webhooks(
      WebhookRepository repository,
      WebhookValidation validation,
      SigningSecrets secrets,
      TransactionOperations transaction,
      ApplicationEventPublisher events,
      JsonMapper json) {
    this.repository = repository;
    this.validation = validation;
    this.secrets = secrets;
    this.transaction = transaction;
    this.events = events;
    this.json = json;
  }

  /** A new webhook and its secret, which is not kept in clear anywhere. */
  record Created(Webhook webhook, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[webhook=" + webhook.id() + "]";
    }
  }

  /** A webhook is deleted in the running transaction; what belongs to it must go with it. */
  public record Deleted(UUID webhookId) {}

  /**
   * Does nothing if these settings could be created.
   *
   * @throws ProblemException with status 400 that names every member at fault
   */
  void validate(WebhookRequest request) {
    var unused = validation.settings(request);
  }

  Created create(Caller.Tenant tenant, WebhookRequest request) {
    WebhookSettings settings = validation.settings(request);
    UUID id = UUID.randomUUID();
    SigningSecrets.IssuedSecret secret = secrets.issue(id);
    repository.insert(id, tenant, settings, secret.ciphertext());
    return new Created(get(tenant, id), secret.plain());
  }

  Page<Webhook> list(Caller.Tenant tenant, PageRequest request) {
    return Page.of(
        repository.page(tenant, request),
        request.limit(),
        webhook -> new Cursor(webhook.createdAt(), webhook.id()));
  }

  /**
   * One of the tenant's webhooks.
   *
   * @throws ProblemException with status 404 if the tenant has none with this id
   */
  public Webhook get(Caller.Tenant tenant, UUID id) {
    return repository.find(tenant, id).orElseThrow(Webhooks::notFound);
  }

  /**
   * Changes the members that {@code changes} has. Those that an answer shows and nobody can set may
   * stand there as well, so that what was read can be written back; {@code paused} only as it is.
   */
  Webhook replace(Caller.Tenant tenant, UUID id, ObjectNode changes) {
    Webhook current = get(tenant, id);
    ObjectNode shown = json.valueToTree(WebhookView.of(current));
    shown.remove(
        json.<ObjectNode>valueToTree(WebhookRequest.of(current.settings())).propertyNames());
    ObjectNode kept = changes.deepCopy();
    kept.remove(shown.propertyNames());
    JsonNode paused = changes.get(PAUSED);
    if (paused != null && !paused.equals(shown.get(PAUSED))) {
      kept.set(PAUSED, paused); // refused by its name: there are routes for it
    }
    return update(tenant, id, kept);
  }

  /** Changes the members that {@code changes} has. */
  Webhook update(Caller.Tenant tenant, UUID id, ObjectNode changes) {
    transaction.executeWithoutResult(
        tx -> {
          Webhook current = repository.lock(tenant, id).orElseThrow(Webhooks::notFound);
          WebhookSettings changed = validation.settings(merge(current.settings(), changes));
          // Switched on again by its owner: why the system had switched it off is history.
          String disabledReason = changed.enabled() ? null : current.disabledReason();
          repository.update(tenant, id, changed, disabledReason);
        });
    return get(tenant, id);
  }

  /** The row goes first: projection locks it, so nothing is added to a webhook that is going. */
  void delete(Caller.Tenant tenant, UUID id) {
    transaction.executeWithoutResult(
        tx -> {
          if (!repository.delete(tenant, id)) {
            throw notFound();
          }
          events.publishEvent(new Deleted(id));
        });
  }

  private WebhookRequest merge(WebhookSettings current, ObjectNode changes) {
    ObjectNode merged = json.valueToTree(WebhookRequest.of(current));
    merged.setAll(changes);
    return json.treeToValue(merged, WebhookRequest.class);
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("webhook");
  }
}
