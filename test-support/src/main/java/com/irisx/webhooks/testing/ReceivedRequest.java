package com.irisx.webhooks.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * One request exactly as it came.
 *
 * @param path the request target, with its query if it had one
 * @param headers in the order and spelling in which they came, repeated ones too
 * @param body the raw bytes, after removal of chunk framing if there was any
 * @param arrivedNanos {@link System#nanoTime} when its first line was read
 * @param arrivedAt the same moment by the wall clock
 */
public record ReceivedRequest(
    String method,
    String path,
    List<Entry<String, String>> headers,
    byte[] body,
    long arrivedNanos,
    Instant arrivedAt) {

  public ReceivedRequest {
    headers = List.copyOf(headers);
  }

  /** The value of the first header with this name, whatever its case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Entry::getValue)
        .findFirst();
  }

  /**
   * The value of a header that must be there.
   *
   * @throws AssertionError if it is not
   */
  public String requiredHeader(String name) {
    return header(name)
        .orElseThrow(() -> new AssertionError("no header " + name + " in request " + this));
  }

  /** The delivery id that the request carries. */
  public String deliveryId() {
    return requiredHeader("X-IRISX-Delivery");
  }

  /** The number of the attempt that the request carries. */
  public int attempt() {
    return Integer.parseInt(requiredHeader("X-IRISX-Attempt"));
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + path + " " + headers + ", " + body.length + " bytes, at " + arrivedAt;
  }
}
