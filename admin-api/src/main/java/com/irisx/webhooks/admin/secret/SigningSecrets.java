package com.irisx.webhooks.admin.secret;

import com.irisx.webhooks.admin.config.AdminSettings;
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
    this.cipher = SecretCipher.of(settings.secretKeyset());
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
