package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.SenderVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The headers of a request, as the product's page on the wire format lists them. Those that are the
 * same for every request to an endpoint are made once, and names keep their hash and their bytes:
 * headers, written three times over, were a sixth of what DISPATCH costs.
 */
final class RequestHeaders {

  private static final CharSequence HOST = HttpHeaders.createOptimized("Host");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence USER_AGENT = HttpHeaders.createOptimized("User-Agent");
  private static final CharSequence SENDER = HttpHeaders.createOptimized(SenderVersion.USER_AGENT);
  private static final CharSequence ID = HttpHeaders.createOptimized("webhook-id");
  private static final CharSequence TIMESTAMP = HttpHeaders.createOptimized("webhook-timestamp");
  private static final CharSequence SIGNATURE = HttpHeaders.createOptimized("webhook-signature");

  private final CharSequence event;
  private final CharSequence delivery;
  private final CharSequence attempt;
  private final CharSequence timestamp;
  private final CharSequence signature;

  /**
   * Headers under a prefix.
   *
   * @param prefix such as {@code X-IRISX-}
   */
  RequestHeaders(String prefix) {
    this.event = HttpHeaders.createOptimized(prefix + "Event");
    this.delivery = HttpHeaders.createOptimized(prefix + "Delivery");
    this.attempt = HttpHeaders.createOptimized(prefix + "Attempt");
    this.timestamp = HttpHeaders.createOptimized(prefix + "Timestamp");
    this.signature = HttpHeaders.createOptimized(prefix + "Signature");
  }

  /**
   * What is the same in every request to {@code url}.
   *
   * @param custom the owner's
   * @return not to be changed, and cheap to begin a request with
   * @throws IllegalArgumentException if a header cannot be sent
   */
  static MultiMap constant(TargetUrl url, Map<String, String> custom) {
    MultiMap headers = HttpHeaders.headers();
    custom.forEach(headers::set);
    return headers
        .set(HOST, url.authority())
        .set(CONTENT_TYPE, JSON)
        .set(USER_AGENT, SENDER)
        .copy(false);
  }

  /**
   * The headers of {@code task}'s request to {@code endpoint}, signed for {@code now}: adds them to
   * the headers of the request, which are empty.
   */
  Consumer<MultiMap> of(Endpoint endpoint, Task task, Instant now) {
    String deliveryId = task.delivery().deliveryId().toString();
    String seconds = Long.toString(now.getEpochSecond());
    Signer.Signatures signatures = endpoint.signer().sign(deliveryId, now, task.body());
    String eventType = visibleAscii(task.delivery().eventType());
    return headers ->
        headers
            .setAll(endpoint.headers())
            .set(event, eventType)
            .set(delivery, deliveryId)
            .set(attempt, Integer.toString(task.attempt()))
            .set(timestamp, seconds)
            .set(signature, signatures.own())
            .set(ID, deliveryId)
            .set(TIMESTAMP, seconds)
            .set(SIGNATURE, signatures.standard());
  }

  /**
   * A producer chooses the event type; whatever could end or blur a header line is percent-encoded.
   */
  static String visibleAscii(String text) {
    if (isVisibleAscii(text)) {
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

  private static boolean isVisibleAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
