package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Where identities are made. */
public final class Ids {

  private static final int UUID_BYTES = 16;

  private Ids() {}

  /**
   * The id of the delivery of an event to a webhook: the version 5 UUID (RFC 9562, section 5.5)
   * with the webhook id as name space and the event's identity, in UTF-8, as name. The same event
   * therefore always has the same delivery id at the same webhook, whoever computes it.
   *
   * @param eventIdentity the event id; for CloudEvents {@code source + "#" + id}, because only both
   *     together are unique
   */
  public static UUID delivery(String eventIdentity, UUID webhookId) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
    sha1.update(bytes(webhookId));
    byte[] hash = sha1.digest(eventIdentity.getBytes(UTF_8));
    hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    ByteBuffer uuid = ByteBuffer.wrap(hash);
    return new UUID(uuid.getLong(), uuid.getLong());
  }

  /**
   * The id of one run of a delivery: the delivery's own for run 0, for others the version 5 UUID
   * with the delivery id as name space and the run and the delivery's time as name: the same event
   * may be delivered again, after the deduplication window, and begin to count its runs anew.
   */
  public static UUID run(Delivery delivery) {
    return delivery.run() == 0
        ? delivery.deliveryId()
        : delivery(delivery.run() + "@" + delivery.createdAt(), delivery.deliveryId());
  }

  /** The id of an event that came without one: where it stands in the log. */
  public static String event(String topic, int partition, long offset) {
    return topic + "-" + partition + "-" + offset;
  }

  /** The 16 bytes of a UUID, most significant first (RFC 9562, section 4). */
  public static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(UUID_BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
