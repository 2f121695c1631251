package com.irisx.webhooks.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;

/**
 * Encrypts signing secrets with AES-256-GCM. The ciphertext begins with the id of its key, so keys
 * can be rotated: put a new primary key into the keyset, keep the old ones until nothing uses them.
 * Bound to the webhook id as associated data: a ciphertext moved to another webhook does not
 * decrypt.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class SecretCipher {

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  private final Aead aead;

  private SecretCipher(Aead aead) {
    this.aead = aead;
  }

  /**
   * A cipher with the keys of a Tink keyset in JSON.
   *
   * @throws IllegalArgumentException if it is no such keyset; the message does not repeat it
   */
  public static SecretCipher of(String keysetJson) {
    try {
      KeysetHandle keyset =
          TinkJsonProtoKeysetFormat.parseKeyset(keysetJson, InsecureSecretKeyAccess.get());
      return new SecretCipher(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
    } catch (GeneralSecurityException e) {
      // No cause: its message can repeat parts of the keyset, and causes are logged.
      throw new IllegalArgumentException("not a Tink AEAD keyset in JSON");
    }
  }

  /** A new keyset in JSON with one AES-256-GCM key. */
  public static String newKeyset() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
          InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /** The ciphertext of a webhook's secret, base64. */
  public String encrypt(UUID webhookId, String secret) {
    try {
      byte[] ciphertext = aead.encrypt(secret.getBytes(UTF_8), associatedData(webhookId));
      return Base64.getEncoder().encodeToString(ciphertext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt", e);
    }
  }

  /**
   * The secret behind a ciphertext.
   *
   * @throws UndecryptableException if the ciphertext is damaged, belongs to another webhook, or its
   *     key is not in the keyset
   */
  public String decrypt(UUID webhookId, String ciphertext) throws UndecryptableException {
    try {
      byte[] secret =
          aead.decrypt(Base64.getDecoder().decode(ciphertext), associatedData(webhookId));
      return new String(secret, UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UndecryptableException(webhookId, e);
    }
  }

  private static byte[] associatedData(UUID webhookId) {
    return ("webhook:" + webhookId).getBytes(UTF_8);
  }

  /** A ciphertext that no key of the keyset opens. */
  public static final class UndecryptableException extends Exception {
    UndecryptableException(UUID webhookId, Exception cause) {
      super("the secret of webhook " + webhookId + " cannot be decrypted with this keyset", cause);
    }
  }
}
