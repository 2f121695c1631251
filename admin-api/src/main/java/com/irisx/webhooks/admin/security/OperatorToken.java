package com.irisx.webhooks.admin.security;

import com.irisx.webhooks.admin.config.AdminSettings;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** The operator's bearer token. Only its hash is kept, and compared in constant time. */
@Component
final class OperatorToken {

  private final byte[] hash;

  OperatorToken(AdminSettings settings) {
    this.hash = Sha256.of(settings.adminToken());
  }

  boolean matches(String token) {
    return MessageDigest.isEqual(hash, Sha256.of(token));
  }
}
