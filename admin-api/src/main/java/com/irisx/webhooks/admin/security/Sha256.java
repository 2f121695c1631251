package com.irisx.webhooks.admin.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The form in which bearer tokens are kept. They are random and long, so a plain hash is enough; a
 * slow one would only slow every request.
 */
public final class Sha256 {

  private Sha256() {}

  /** The hash of the token's UTF-8 bytes. */
  public static byte[] of(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
