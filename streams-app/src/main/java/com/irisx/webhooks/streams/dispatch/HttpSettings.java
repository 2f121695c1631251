package com.irisx.webhooks.streams.dispatch;

import java.time.Duration;

/**
 * How requests are made.
 *
 * @param allowHttp whether plain {@code http} may be used
 * @param eventLoops threads that make requests, 1 to 64
 * @param maxConnectionsPerHost open connections to one host at one address, 1 to 10,000; requests
 *     above it wait for one within their timeout. Webhooks of several tenants may share a host.
 * @param connectTimeout for a TCP connection, up to 60 s
 * @param tlsHandshakeTimeout up to 60 s; a handshake that hangs holds its connection, not its task,
 *     for this long
 * @param idleTimeout how long an unused connection is kept, 1 s to 10 min, in whole seconds, where
 *     the endpoint does not ask for less. Short, because a connection that the endpoint closes at
 *     the moment of a request costs an attempt.
 * @param dnsQueryTimeout after which a name server is taken for silent, up to 60 s
 * @param addressesKept how long the addresses of a name are used before it is looked up again, up
 *     to 1 h
 */
public record HttpSettings(
    boolean allowHttp,
    int eventLoops,
    int maxConnectionsPerHost,
    Duration connectTimeout,
    Duration tlsHandshakeTimeout,
    Duration idleTimeout,
    Duration dnsQueryTimeout,
    Duration addressesKept) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  public static final HttpSettings DEFAULT =
      new HttpSettings(
          false,
          Math.max(1, Math.min(16, Runtime.getRuntime().availableProcessors())),
          256,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));

  public HttpSettings {
    Bounds.require("event loops", eventLoops, 1, 64);
    Bounds.require("connections per host", maxConnectionsPerHost, 1, 10_000);
    Bounds.require("connect timeout", connectTimeout, Duration.ofMillis(1), MINUTE);
    Bounds.require("TLS handshake timeout", tlsHandshakeTimeout, Duration.ofMillis(1), MINUTE);
    Bounds.require("idle timeout", idleTimeout, Duration.ofSeconds(1), MINUTE.multipliedBy(10));
    Bounds.require("DNS query timeout", dnsQueryTimeout, Duration.ofMillis(1), MINUTE);
    Bounds.require("addresses kept", addressesKept, Duration.ZERO, Duration.ofHours(1));
  }

  /** The same with plain {@code http} allowed or not. */
  public HttpSettings withAllowHttp(boolean allow) {
    return new HttpSettings(
        allow,
        eventLoops,
        maxConnectionsPerHost,
        connectTimeout,
        tlsHandshakeTimeout,
        idleTimeout,
        dnsQueryTimeout,
        addressesKept);
  }
}
