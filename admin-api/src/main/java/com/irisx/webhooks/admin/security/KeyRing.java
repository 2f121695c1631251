package com.irisx.webhooks.admin.security;

import java.util.Optional;

/** Whose API key a bearer token is. */
public interface KeyRing {

  /** The tenant that {@code key} belongs to; empty if it is no key, or no longer one. */
  Optional<Caller.Tenant> tenantOf(String key);
}
