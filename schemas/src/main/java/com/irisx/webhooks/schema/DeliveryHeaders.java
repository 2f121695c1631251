package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The record headers of the data path. Every value is UTF-8 text, so that any Kafka tool shows
 * them; the record's value stays the exact body that is sent.
 *
 * <p>Deliveries, tasks, results and dead letters carry the facts of a {@link Delivery}; tasks and
 * results also the number of the attempt; results and dead letters also what the attempt did
 * ({@link AttemptResult}).
 */
public final class DeliveryHeaders {

  public static final String DELIVERY_ID = "delivery-id";
  public static final String WEBHOOK_ID = "webhook-id";
  public static final String TENANT_ID = "tenant-id";
  public static final String EVENT_ID = "event-id";
  public static final String EVENT_TYPE = "event-type";
  public static final String OCCURRED_AT = "occurred-at";
  public static final String CREATED_AT = "created-at";
  public static final String RUN = "run";
  public static final String ATTEMPT = "attempt";

  /** On the system-events topic: the webhook an event is about. It is not delivered to that one. */
  public static final String ABOUT_WEBHOOK = "about-webhook";

  private static final Set<String> TASK =
      Set.of(
          DELIVERY_ID,
          WEBHOOK_ID,
          TENANT_ID,
          EVENT_ID,
          EVENT_TYPE,
          OCCURRED_AT,
          CREATED_AT,
          RUN,
          ATTEMPT);

  private static final int UUID_LENGTH = 36;

  private static final int MAX_COUNT = 1_000_000;

  /** Milliseconds; a year with five digits, and far from any overflow. */
  private static final long MAX_MILLIS = 1_000_000_000_000_000L;

  private DeliveryHeaders() {}

  /** New headers that carry {@code delivery}. */
  public static RecordHeaders of(Delivery delivery) {
    RecordHeaders headers = new RecordHeaders();
    put(headers, DELIVERY_ID, delivery.deliveryId().toString());
    put(headers, WEBHOOK_ID, delivery.webhookId().toString());
    put(headers, TENANT_ID, delivery.tenantId());
    put(headers, EVENT_ID, delivery.eventId());
    put(headers, EVENT_TYPE, delivery.eventType());
    put(headers, OCCURRED_AT, delivery.occurredAt());
    put(headers, CREATED_AT, delivery.createdAt());
    put(headers, RUN, delivery.run());
    return headers;
  }

  /** New headers of a task: {@code delivery} and the number of the attempt to make, from 1. */
  public static RecordHeaders task(Delivery delivery, int attempt) {
    RecordHeaders headers = of(delivery);
    put(headers, ATTEMPT, attempt);
    return headers;
  }

  /** New headers with what {@link #task} put into {@code headers}, as it stands there. */
  public static RecordHeaders copyOfTask(Headers headers) {
    RecordHeaders copy = new RecordHeaders();
    for (Header header : headers) {
      if (TASK.contains(header.key())) {
        copy.add(header);
      }
    }
    return copy;
  }

  /**
   * The delivery that {@code headers} carry.
   *
   * @throws MalformedHeaderException if a header is missing or cannot be read
   */
  public static Delivery delivery(Headers headers) {
    return new Delivery(
        uuid(headers, DELIVERY_ID),
        uuid(headers, WEBHOOK_ID),
        text(headers, TENANT_ID),
        text(headers, EVENT_ID),
        text(headers, EVENT_TYPE),
        text(headers, OCCURRED_AT),
        time(headers, CREATED_AT),
        Math.toIntExact(within(headers, RUN, 0, MAX_COUNT)));
  }

  /**
   * The number of the attempt that {@code headers} carry.
   *
   * @throws MalformedHeaderException if it is missing or cannot be read
   */
  public static int attempt(Headers headers) {
    return Math.toIntExact(within(headers, ATTEMPT, 0, MAX_COUNT));
  }

  /**
   * The delivery id that {@code headers} carry.
   *
   * @throws MalformedHeaderException if it is missing or cannot be read
   */
  static UUID deliveryId(Headers headers) {
    return uuid(headers, DELIVERY_ID);
  }

  static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  static void put(Headers headers, String name, long value) {
    put(headers, name, Long.toString(value));
  }

  static @Nullable String optionalText(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  static String text(Headers headers, String name) {
    String value = optionalText(headers, name);
    if (value == null) {
      throw new MalformedHeaderException(name, "is missing");
    }
    return value;
  }

  static long number(Headers headers, String name) {
    String value = text(headers, name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new MalformedHeaderException(name, "is no number", value);
    }
  }

  /** Milliseconds, since the epoch or of a duration. */
  static long time(Headers headers, String name) {
    return within(headers, name, 0, MAX_MILLIS);
  }

  static long within(Headers headers, String name, long min, long max) {
    long value = number(headers, name);
    if (value < min || value > max) {
      throw new MalformedHeaderException(name, "is out of range", Long.toString(value));
    }
    return value;
  }

  private static UUID uuid(Headers headers, String name) {
    String value = text(headers, name);
    try {
      // UUID.fromString also takes short forms such as 1-2-3-4-5.
      if (value.length() == UUID_LENGTH) {
        return UUID.fromString(value);
      }
    } catch (IllegalArgumentException e) {
      // Told below, with the header's name.
    }
    throw new MalformedHeaderException(name, "is no UUID", value);
  }

  /**
   * A record on one of our own topics lacks a header or has an unreadable one: the record is
   * poison.
   */
  public static final class MalformedHeaderException extends IllegalArgumentException {
    // A header may hold anything, of any length; the message goes to logs.
    private static final int SHOWN_CHARACTERS = 64;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    MalformedHeaderException(String name, String problem) {
      super("record header '" + name + "' " + problem);
    }

    MalformedHeaderException(String name, String problem, String value) {
      this(name, problem + ": '" + shown(value) + "'");
    }

    private static String shown(String value) {
      String cut =
          value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
      return CONTROL.matcher(cut).replaceAll("?");
    }
  }
}
