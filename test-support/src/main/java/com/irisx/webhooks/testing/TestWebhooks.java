package com.irisx.webhooks.testing;

import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.secret.SigningSecret;
import java.security.SecureRandom;

/** Where the webhooks of tests begin. */
public final class TestWebhooks {

  /** The keyset of this JVM's tests, for {@code WEBHOOKS_SECRET_KEYSET}. */
  public static final String KEYSET = SecretCipher.newKeyset();

  public static final SecretCipher CIPHER = SecretCipher.of(KEYSET);

  /** The signing secret of webhooks for which a test chose none. */
  public static final String SECRET = SigningSecret.generate(new SecureRandom());

  private TestWebhooks() {}

  /** A webhook of tenant {@code acme} for all events, with the product's defaults. */
  public static SubscriptionBuilder webhook() {
    return new SubscriptionBuilder();
  }

  /** A new signing secret. */
  public static String newSecret() {
    return SigningSecret.generate(new SecureRandom());
  }
}
