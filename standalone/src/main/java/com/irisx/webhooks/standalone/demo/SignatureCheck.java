package com.irisx.webhooks.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a careful receiver does before it believes a webhook: both signatures, over the bytes that
 * came, compared in constant time, and a timestamp that is not older than five minutes.
 *
 * @param secret as the API returned it
 * @param prefix of the sender's own headers, such as {@code X-IRISX-}
 */
record SignatureCheck(String secret, String prefix) {

  private static final Duration OLDEST = Duration.ofMinutes(5);
  private static final String SECRET_PREFIX = "whsec_";

  /**
   * Why the request must not be believed; empty if it can be.
   *
   * @param header the value of the request's header with this name, or null
   */
  Optional<String> refusal(Function<String, @Nullable String> header, byte[] body, Instant now) {
    String timestamp = header.apply(prefix + "Timestamp");
    String id = header.apply("webhook-id");
    if (timestamp == null || id == null) {
      return Optional.of("no timestamp or no id");
    }
    if (!id.equals(header.apply(prefix + "Delivery"))
        || !timestamp.equals(header.apply("webhook-timestamp"))) {
      return Optional.of("the two sets of headers do not agree");
    }
    if (!fresh(timestamp, now)) {
      return Optional.of("the timestamp is too old or from the future");
    }
    String plain =
        "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), timestamp + ".", body));
    if (!oneOf(header.apply(prefix + "Signature"), ",", plain)) {
      return Optional.of(prefix + "Signature is wrong");
    }
    byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    String standard =
        "v1," + Base64.getEncoder().encodeToString(hmac(key, id + "." + timestamp + ".", body));
    if (!oneOf(header.apply("webhook-signature"), " ", standard)) {
      return Optional.of("webhook-signature is wrong");
    }
    return Optional.empty();
  }

  private static boolean fresh(String timestamp, Instant now) {
    try {
      Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(sent, now).abs().compareTo(OLDEST) <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** While a secret is being rotated there are several signatures; one that fits is enough. */
  private static boolean oneOf(@Nullable String signatures, String separator, String expected) {
    if (signatures == null) {
      return false;
    }
    boolean found = false;
    for (String signature : signatures.split(separator, -1)) {
      found |= MessageDigest.isEqual(signature.getBytes(UTF_8), expected.getBytes(UTF_8));
    }
    return found;
  }

  private static byte[] hmac(byte[] key, String prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SignatureCheck";
  }
}
