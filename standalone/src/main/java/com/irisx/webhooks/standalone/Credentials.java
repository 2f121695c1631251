package com.irisx.webhooks.standalone;

import com.irisx.webhooks.secret.SecretCipher;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secrets of one installation: given by a setting, else kept from an earlier start, else new.
 *
 * @param adminToken the operator's bearer token
 * @param secretKeyset encrypts signing secrets
 * @param demoApiKey the demo tenant's API key; without a demo it is kept by nobody and opens
 *     nothing
 */
record Credentials(String adminToken, String secretKeyset, String demoApiKey) {

  private static final String DEMO_API_KEY = "demo-api-key";
  private static final int RANDOM_BYTES = 24;

  static Credentials of(StandaloneSettings settings, KeyStore keys) {
    SecureRandom random = new SecureRandom();
    return new Credentials(
        settings.adminToken().orElseGet(() -> keys.get("admin-token", () -> token(random, "wha_"))),
        settings
            .secretKeyset()
            .orElseGet(() -> keys.get("secret-keyset.json", SecretCipher::newKeyset)),
        settings
            .demoApiKey()
            .orElseGet(
                () ->
                    settings.demo()
                        ? keys.get(DEMO_API_KEY, () -> demoApiKey(random))
                        : demoApiKey(random)));
  }

  /** A new API key for the demo, kept in the place of the one that was kept before. */
  static String renewDemoApiKey(KeyStore keys) {
    String key = demoApiKey(new SecureRandom());
    keys.put(DEMO_API_KEY, key);
    return key;
  }

  /** The same with another API key for the demo. */
  Credentials with(String otherDemoApiKey) {
    return new Credentials(adminToken, secretKeyset, otherDemoApiKey);
  }

  private static String demoApiKey(SecureRandom random) {
    return token(random, "whk_demo_");
  }

  private static String token(SecureRandom random, String prefix) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
