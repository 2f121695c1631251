package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.testing.ReceivedRequest;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The headers that receivers verify, of a request that was sent or of one that somebody made. */
record SignedHeaders(Map<String, String> map) {

  private static final List<String> NAMES =
      List.of(
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature",
          "X-IRISX-Delivery",
          "X-IRISX-Timestamp",
          "X-IRISX-Signature");

  /** Those of a real request. */
  static SignedHeaders of(ReceivedRequest request) {
    Map<String, String> headers = new HashMap<>();
    NAMES.forEach(name -> headers.put(name, request.requiredHeader(name)));
    return new SignedHeaders(headers);
  }

  /** Signed with {@code secret} from the words of the contract, without our own signer. */
  static SignedHeaders made(String secret, String delivery, long timestamp, byte[] body) {
    byte[] decoded = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    return new SignedHeaders(
        Map.of(
            "webhook-id",
            delivery,
            "webhook-timestamp",
            Long.toString(timestamp),
            "webhook-signature",
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(hmac(decoded, delivery + "." + timestamp + ".", body)),
            "X-IRISX-Delivery",
            delivery,
            "X-IRISX-Timestamp",
            Long.toString(timestamp),
            "X-IRISX-Signature",
            "sha256="
                + HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), timestamp + ".", body))));
  }

  /** The same with other values. */
  SignedHeaders with(Map<String, String> changed) {
    Map<String, String> headers = new HashMap<>(map);
    headers.putAll(changed);
    return new SignedHeaders(headers);
  }

  private static byte[] hmac(byte[] key, String text, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(text.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
