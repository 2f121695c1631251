package com.irisx.webhooks.streams.route;

import static java.nio.charset.StandardCharsets.US_ASCII;

import tools.jackson.core.io.JsonStringEncoder;

/** The exact bytes that are signed and sent. */
final class WebhookBody {

  private static final byte[] ID = "{\"id\":\"".getBytes(US_ASCII);
  private static final byte[] EVENT = "\",\"event\":\"".getBytes(US_ASCII);
  private static final byte[] TIMESTAMP = "\",\"timestamp\":\"".getBytes(US_ASCII);
  private static final byte[] DATA = "\",\"data\":".getBytes(US_ASCII);
  private static final byte[] END = "}".getBytes(US_ASCII);

  private WebhookBody() {}

  /** {@code {"id":…,"event":…,"timestamp":…,"data":…}} with the producer's data as they are. */
  static byte[] of(DomainEvent event) {
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    byte[] id = encoder.quoteAsUTF8(event.id());
    byte[] type = encoder.quoteAsUTF8(event.type());
    byte[] occurredAt = encoder.quoteAsUTF8(event.occurredAt());
    JsonSlice data = event.data();
    byte[] body =
        new byte
            [ID.length
                + id.length
                + EVENT.length
                + type.length
                + TIMESTAMP.length
                + occurredAt.length
                + DATA.length
                + data.length()
                + END.length];
    int at = append(body, 0, ID);
    at = append(body, at, id);
    at = append(body, at, EVENT);
    at = append(body, at, type);
    at = append(body, at, TIMESTAMP);
    at = append(body, at, occurredAt);
    at = append(body, at, DATA);
    System.arraycopy(data.source(), data.from(), body, at, data.length());
    append(body, at + data.length(), END);
    return body;
  }

  private static int append(byte[] body, int at, byte[] part) {
    System.arraycopy(part, 0, body, at, part.length);
    return at + part.length;
  }
}
