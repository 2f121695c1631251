package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.secret.SigningSecret;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs the requests of one webhook, in our own form and in that of Standard Webhooks. While a
 * rotated secret has not expired, both secrets sign, the new one first.
 *
 * <p>Threading: safe for use by several threads; each has its own {@link Mac}.
 */
final class Signer {

  private static final String ALGORITHM = "HmacSHA256";
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Signer::newMac);
  private static final byte DOT = '.';

  private final Keys current;
  private final @Nullable Keys previous;
  private final Instant previousExpiresAt;

  /**
   * A signer with one secret, or with two during a rotation.
   *
   * @param previousExpiresAt until when the previous secret also signs, exclusive
   * @throws IllegalArgumentException if a secret has not the form of {@link SigningSecret}
   */
  Signer(String secret, @Nullable String previousSecret, @Nullable Instant previousExpiresAt) {
    this.current = Keys.of(secret);
    this.previous = previousSecret == null ? null : Keys.of(previousSecret);
    this.previousExpiresAt = previousExpiresAt == null ? Instant.MIN : previousExpiresAt;
  }

  /**
   * The two keys of a secret.
   *
   * @param text the secret's characters as the API returned them
   * @param decoded the bytes behind its base64 part
   */
  private record Keys(SecretKeySpec text, SecretKeySpec decoded) {
    static Keys of(String secret) {
      return new Keys(
          new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM),
          new SecretKeySpec(SigningSecret.keyBytes(secret), ALGORITHM));
    }
  }

  /**
   * The signatures of one request.
   *
   * @param own the value of {@code X-IRISX-Signature}
   * @param standard the value of {@code webhook-signature}
   */
  record Signatures(String own, String standard) {}

  /** Signs a request that is made at {@code now}; its timestamp is {@code now} in Unix seconds. */
  Signatures sign(String deliveryId, Instant now, byte[] body) {
    byte[] timestamp = Long.toString(now.getEpochSecond()).getBytes(US_ASCII);
    byte[] id = deliveryId.getBytes(UTF_8);
    String own = own(current, timestamp, body);
    String standard = standard(current, id, timestamp, body);
    if (previous != null && now.isBefore(previousExpiresAt)) {
      own += "," + own(previous, timestamp, body);
      standard += " " + standard(previous, id, timestamp, body);
    }
    return new Signatures(own, standard);
  }

  private static String own(Keys keys, byte[] timestamp, byte[] body) {
    Mac mac = mac(keys.text());
    mac.update(timestamp);
    mac.update(DOT);
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
  }

  private static String standard(Keys keys, byte[] id, byte[] timestamp, byte[] body) {
    Mac mac = mac(keys.decoded());
    mac.update(id);
    mac.update(DOT);
    mac.update(timestamp);
    mac.update(DOT);
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
  }

  private static Mac mac(SecretKeySpec key) {
    Mac mac = MAC.get();
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key of " + ALGORITHM, e);
    }
    return mac;
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
