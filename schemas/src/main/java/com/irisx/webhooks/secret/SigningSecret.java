package com.irisx.webhooks.secret;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Signing secrets as the API returns them: {@code whsec_} and the base64 of 32 random bytes
 * (Standard Webhooks).
 */
public final class SigningSecret {

  public static final String PREFIX = "whsec_";
  public static final int RANDOM_BYTES = 32;

  private SigningSecret() {}

  /** A new secret. */
  public static String generate(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The key of the Standard Webhooks signature: the bytes behind the base64 part.
   *
   * @throws IllegalArgumentException if {@code secret} has not this form; the message does not
   *     repeat it
   */
  public static byte[] keyBytes(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
    }
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      if (key.length > 0) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // No cause: its message can repeat a part of the secret.
    }
    throw new IllegalArgumentException("a signing secret is base64 after " + PREFIX);
  }
}
