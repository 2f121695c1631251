package com.irisx.webhooks.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Every request carries both signatures over the bytes that came, made with the secrets in force:
 * {@code sha256=<hex of "{timestamp}.{body}">}, keyed by the secret's text, and Standard Webhooks'
 * {@code v1,<base64 of "{id}.{timestamp}.{body}">}, keyed by the secret's decoded base64. Written
 * from the contract with the JDK alone, so that it shares no mistake with the signer.
 */
public final class ValidSignature implements Guarantee {

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Function<ReceivedRequest, List<String>> secrets;
  private final List<String> broken = new ArrayList<>();

  /** The secrets of a request's webhook, the newest first. */
  public ValidSignature(Function<ReceivedRequest, List<String>> secrets) {
    this.secrets = secrets;
  }

  /** All requests are signed with these, the newest first. */
  public static ValidSignature with(String... secrets) {
    return new ValidSignature(request -> List.of(secrets));
  }

  @Override
  public synchronized void observeRequest(ReceivedRequest request) {
    try {
      verify(request);
    } catch (AssertionError | RuntimeException | GeneralSecurityException e) {
      broken.add(e.getMessage() + " in " + request);
    }
  }

  @Override
  public synchronized void check() {
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n", broken));
    }
  }

  private void verify(ReceivedRequest request) throws GeneralSecurityException {
    String timestamp = request.requiredHeader("X-IRISX-Timestamp");
    String id = request.deliveryId();
    same("webhook-timestamp", timestamp, request.requiredHeader("webhook-timestamp"));
    same("webhook-id", id, request.requiredHeader("webhook-id"));
    Duration age =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), request.arrivedAt());
    if (age.abs().compareTo(FRESH) > 0) {
      throw new AssertionError("the timestamp is off by " + age);
    }
    List<String> hex = new ArrayList<>();
    List<String> base64 = new ArrayList<>();
    for (String secret : secrets.apply(request)) {
      byte[] plain = hmac(secret.getBytes(UTF_8), timestamp + ".", request.body());
      hex.add("sha256=" + HexFormat.of().formatHex(plain));
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      byte[] standard = hmac(key, id + "." + timestamp + ".", request.body());
      base64.add("v1," + Base64.getEncoder().encodeToString(standard));
    }
    same("X-IRISX-Signature", String.join(",", hex), request.requiredHeader("X-IRISX-Signature"));
    same(
        "webhook-signature", String.join(" ", base64), request.requiredHeader("webhook-signature"));
  }

  private static void same(String header, String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(header + " is " + actual + ", expected " + expected);
    }
  }

  private static byte[] hmac(byte[] key, String prefix, byte[] body)
      throws GeneralSecurityException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(prefix.getBytes(UTF_8));
    signed.writeBytes(body);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(signed.toByteArray());
  }
}
