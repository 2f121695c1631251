package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.SenderVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Locale;

/** The headers of a request, as the product's page on the wire format lists them. */
final class RequestHeaders {

  private final String event;
  private final String delivery;
  private final String attempt;
  private final String timestamp;
  private final String signature;

  /**
   * Headers under a prefix.
   *
   * @param prefix such as {@code X-IRISX-}
   */
  RequestHeaders(String prefix) {
    this.event = prefix + "Event";
    this.delivery = prefix + "Delivery";
    this.attempt = prefix + "Attempt";
    this.timestamp = prefix + "Timestamp";
    this.signature = prefix + "Signature";
  }

  /** The headers of {@code task}'s request to {@code endpoint}, signed for {@code now}. */
  MultiMap of(Endpoint endpoint, Task task, Instant now) {
    String deliveryId = task.delivery().deliveryId().toString();
    String seconds = Long.toString(now.getEpochSecond());
    Signer.Signatures signatures = endpoint.signer().sign(deliveryId, now, task.body());
    MultiMap headers = HttpHeaders.headers();
    endpoint.customHeaders().forEach(headers::set);
    return headers
        .set("Host", endpoint.url().authority())
        .set("Content-Type", "application/json")
        .set("User-Agent", SenderVersion.USER_AGENT)
        .set(event, visibleAscii(task.delivery().eventType()))
        .set(delivery, deliveryId)
        .set(attempt, Integer.toString(task.attempt()))
        .set(timestamp, seconds)
        .set(signature, signatures.own())
        .set("webhook-id", deliveryId)
        .set("webhook-timestamp", seconds)
        .set("webhook-signature", signatures.standard());
  }

  /**
   * A producer chooses the event type; whatever could end or blur a header line is percent-encoded.
   */
  static String visibleAscii(String text) {
    if (text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      return text;
    }
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      if (b > ' ' && b <= '~') {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }
    return encoded.toString();
  }
}
