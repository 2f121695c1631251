package com.irisx.webhooks.admin.tenant;

import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.admin.security.KeyRing;
import com.irisx.webhooks.admin.security.Sha256;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tenants' API keys: shown once, kept as hashes, looked up at every request. */
@Service
class ApiKeys implements KeyRing {

  private static final String PREFIX = "whk_";
  private static final int RANDOM_BYTES = 32;

  private final ApiKeyRepository repository;
  private final SecureRandom random = new SecureRandom();

  ApiKeys(ApiKeyRepository repository) {
    this.repository = repository;
  }

  /**
   * A new key of a tenant; empty if it exists already.
   *
   * @param key the key itself, or null to make one up
   */
  Optional<IssuedApiKey> issue(String tenantId, String name, @Nullable String key) {
    UUID id = UUID.randomUUID();
    String issued = key == null ? generate() : key;
    Optional<Instant> createdAt = repository.insert(id, tenantId, name, Sha256.of(issued));
    return createdAt.map(at -> new IssuedApiKey(id, tenantId, name, issued, at));
  }

  /** Ends a key; false if the tenant has no such key that is valid. */
  boolean revoke(String tenantId, UUID keyId) {
    return repository.revoke(tenantId, keyId);
  }

  @Override
  public Optional<Caller.Tenant> tenantOf(String key) {
    return repository.use(Sha256.of(key)).map(Caller.Tenant::new);
  }

  private String generate() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
