package com.irisx.webhooks.admin.secret;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.secret.SecretCipher;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Keeps texts that may hold a secret as ciphertext, each bound to the id it is kept under. */
@Service
public class SealedTexts {

  private final SecretCipher cipher;

  SealedTexts(AdminSettings settings) {
    this.cipher = SigningSecrets.cipher(settings.secretKeyset());
  }

  /** The ciphertext. */
  public String seal(UUID id, String text) {
    return cipher.encrypt(id, text);
  }

  /** The text; empty if it was sealed for another id, or its key left the keyset. */
  public Optional<String> open(UUID id, String sealed) {
    try {
      return Optional.of(cipher.decrypt(id, sealed));
    } catch (SecretCipher.UndecryptableException e) {
      return Optional.empty();
    }
  }
}
