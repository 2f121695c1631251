package com.irisx.webhooks.admin.secret;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.config.InvalidSettingException;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.secret.SigningSecret;
import java.security.SecureRandom;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Makes signing secrets. Never opens one: only the signer does. */
@Service
public class SigningSecrets {

  private final SecretCipher cipher;
  private final SecureRandom random = new SecureRandom();

  SigningSecrets(AdminSettings settings) {
    this.cipher = cipher(settings.secretKeyset());
  }

  static SecretCipher cipher(String keyset) {
    try {
      return SecretCipher.of(keyset);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("WEBHOOKS_SECRET_KEYSET", "is " + e.getMessage());
    }
  }

  /** A new secret for a webhook. */
  public IssuedSecret issue(UUID webhookId) {
    String secret = SigningSecret.generate(random);
    return new IssuedSecret(secret, cipher.encrypt(webhookId, secret));
  }

  /**
   * A new secret.
   *
   * @param plain for the one answer that hands it out, and nothing else
   * @param ciphertext for the table
   */
  public record IssuedSecret(String plain, String ciphertext) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "IssuedSecret[]";
    }
  }
}
