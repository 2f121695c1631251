package com.irisx.webhooks.admin.security;

/**
 * Who is calling. Every route of ours takes one of the two as a parameter, and with it says who may
 * call it: a route that takes neither answers nobody ({@link BearerInterceptor}).
 */
public sealed interface Caller {

  /**
   * A tenant, known by one of its API keys.
   *
   * @param id whose rows are seen; every query of a tenant's rows takes it
   */
  record Tenant(String id) implements Caller {}

  /** The platform's operator, known by the token in the settings. */
  record Operator() implements Caller {}
}
