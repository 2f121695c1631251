package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a person asks of a webhook or of one of its deliveries: a record on the commands topic. The
 * key is the webhook id, the header {@value #COMMAND} says which command it is.
 *
 * <pre>
 * command  further headers            value
 * retry    those of the delivery      body
 * test     those of the delivery      body
 * cancel   delivery-id, created-at    none
 * pause    none                       none
 * resume   none                       none
 * </pre>
 */
public sealed interface Command {

  String COMMAND = "command";

  UUID webhookId();

  /** The headers of the record that carries this command. */
  RecordHeaders headers();

  /** The value of that record. */
  default byte[] body() {
    return new byte[0];
  }

  /**
   * Begin a delivery that has ended again, from its first attempt. Asked twice with the same run,
   * it happens once.
   *
   * @param delivery with its run one higher than that of the last outcome
   */
  record Retry(Delivery delivery, byte[] body) implements Command {
    @Override
    public UUID webhookId() {
      return delivery.webhookId();
    }

    @Override
    public RecordHeaders headers() {
      return named("retry", DeliveryHeaders.of(delivery));
    }
  }

  /**
   * Send a delivery that no event made.
   *
   * @param delivery with an id of its own; the record's timestamp says when it was created
   */
  record Test(Delivery delivery, byte[] body) implements Command {
    @Override
    public UUID webhookId() {
      return delivery.webhookId();
    }

    @Override
    public RecordHeaders headers() {
      return named("test", DeliveryHeaders.of(delivery));
    }
  }

  /**
   * End a delivery that has not ended. A request that is being made is not stopped.
   *
   * @param createdAt the delivery's, milliseconds since the epoch: the same event may be delivered
   *     again under the same id; 0 for any, as in records of earlier versions
   */
  record Cancel(UUID webhookId, UUID deliveryId, long createdAt) implements Command {
    @Override
    public RecordHeaders headers() {
      RecordHeaders headers = named("cancel", new RecordHeaders());
      DeliveryHeaders.put(headers, DeliveryHeaders.DELIVERY_ID, deliveryId.toString());
      DeliveryHeaders.put(headers, DeliveryHeaders.CREATED_AT, createdAt);
      return headers;
    }
  }

  /** Make no requests until {@link Resume}; deliveries wait. */
  record Pause(UUID webhookId) implements Command {
    @Override
    public RecordHeaders headers() {
      return named("pause", new RecordHeaders());
    }
  }

  /** Go on after {@link Pause}. */
  record Resume(UUID webhookId) implements Command {
    @Override
    public RecordHeaders headers() {
      return named("resume", new RecordHeaders());
    }
  }

  /** The key of the record. */
  default byte[] key() {
    return webhookId().toString().getBytes(UTF_8);
  }

  /**
   * The command of a record.
   *
   * @param webhookId the record's key
   * @throws DeliveryHeaders.MalformedHeaderException if a header is missing or cannot be read
   */
  static Command of(UUID webhookId, Headers headers, byte[] value) {
    String name = DeliveryHeaders.text(headers, COMMAND);
    return switch (name) {
      case "retry" -> new Retry(DeliveryHeaders.delivery(headers), value);
      case "test" -> new Test(DeliveryHeaders.delivery(headers), value);
      case "cancel" ->
          new Cancel(
              webhookId,
              DeliveryHeaders.deliveryId(headers),
              headers.lastHeader(DeliveryHeaders.CREATED_AT) == null
                  ? 0
                  : DeliveryHeaders.time(headers, DeliveryHeaders.CREATED_AT));
      case "pause" -> new Pause(webhookId);
      case "resume" -> new Resume(webhookId);
      default ->
          throw new DeliveryHeaders.MalformedHeaderException(COMMAND, "is no known command", name);
    };
  }

  private static RecordHeaders named(String name, RecordHeaders headers) {
    DeliveryHeaders.put(headers, COMMAND, name);
    return headers;
  }
}
