package com.irisx.webhooks.streams.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests are made.
 *
 * @param allowHttp whether plain {@code http} may be used; default false
 * @param eventLoops threads that make requests, 1 to 64; default one per processor, at most 16
 * @param maxConnectionsPerHost open HTTP/1.1 connections to one host at one address, 1 to 10,000;
 *     default 256. Requests above it wait for one within their timeout. Webhooks of several tenants
 *     may share a host. An {@code https} host gets an eighth fewer by default, see {@code
 *     maxHttp2ConnectionsPerHost}.
 * @param maxHttp2ConnectionsPerHost open HTTP/2 connections to one host at one address, retired
 *     ones not counted, 2 to 1,000; default 8. As many are opened at one time to an {@code https}
 *     host, whatever it turns out to speak; and one that speaks HTTP/1.1 gets a fraction of {@code
 *     maxConnectionsPerHost} less, which is one divided by this number.
 * @param maxStreamsPerConnection requests on one HTTP/2 connection at one time, 1 to 10,000;
 *     default 100. The endpoint may allow fewer. Requests above it wait within their timeout.
 * @param connectTimeout for a TCP connection, and for the egress proxy's answer, up to 60 s;
 *     default 5 s
 * @param tlsHandshakeTimeout up to 60 s; default 5 s. A handshake that hangs holds its connection,
 *     not its task, for this long; an HTTP/2 connection on which the endpoint says nothing at all,
 *     for twice as long.
 * @param idleTimeout how long an unused connection is kept, 1 s to 10 min, in whole seconds, where
 *     the endpoint does not ask for less; default 10 s. Short, because a connection that the
 *     endpoint closes at the moment of a request costs an attempt.
 * @param dnsQueryTimeout after which a name server is taken for silent, up to 60 s; default 2 s
 * @param addressesKept how long the addresses of a name are used before it is looked up again, up
 *     to 1 h; default 10 s
 * @param caBundle authorities trusted in addition to those of the JDK; default null, none
 * @param egressProxy through which every request leaves; default null, none
 */
public record HttpSettings(
    boolean allowHttp,
    int eventLoops,
    int maxConnectionsPerHost,
    int maxHttp2ConnectionsPerHost,
    int maxStreamsPerConnection,
    Duration connectTimeout,
    Duration tlsHandshakeTimeout,
    Duration idleTimeout,
    Duration dnsQueryTimeout,
    Duration addressesKept,
    @Nullable CaBundle caBundle,
    @Nullable EgressProxy egressProxy) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  public static final HttpSettings DEFAULT =
      new HttpSettings(
          false,
          Math.max(1, Math.min(16, Runtime.getRuntime().availableProcessors())),
          256,
          8,
          100,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          null,
          null);

  public HttpSettings {
    Bounds.require("event loops", eventLoops, 1, 64);
    Bounds.require("connections per host", maxConnectionsPerHost, 1, 10_000);
    Bounds.require("HTTP/2 connections per host", maxHttp2ConnectionsPerHost, 2, 1_000);
    Bounds.require("streams per connection", maxStreamsPerConnection, 1, 10_000);
    Bounds.require("connect timeout", connectTimeout, Duration.ofMillis(1), MINUTE);
    Bounds.require("TLS handshake timeout", tlsHandshakeTimeout, Duration.ofMillis(1), MINUTE);
    Bounds.require("idle timeout", idleTimeout, Duration.ofSeconds(1), MINUTE.multipliedBy(10));
    Bounds.require("DNS query timeout", dnsQueryTimeout, Duration.ofMillis(1), MINUTE);
    Bounds.require("addresses kept", addressesKept, Duration.ZERO, Duration.ofHours(1));
  }

  /** The defaults with some changed. */
  public static Builder builder() {
    return DEFAULT.toBuilder();
  }

  /** These with some changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** The same with plain {@code http} allowed or not. */
  public HttpSettings withAllowHttp(boolean allow) {
    return toBuilder().allowHttp(allow).build();
  }

  /** Settings in the making. Bounds are checked by {@link #build}. */
  public static final class Builder {

    private boolean allowHttp;
    private int eventLoops;
    private int maxConnectionsPerHost;
    private int maxHttp2ConnectionsPerHost;
    private int maxStreamsPerConnection;
    private Duration connectTimeout;
    private Duration tlsHandshakeTimeout;
    private Duration idleTimeout;
    private final Duration dnsQueryTimeout;
    private Duration addressesKept;
    private @Nullable CaBundle caBundle;
    private @Nullable EgressProxy egressProxy;

    private Builder(HttpSettings from) {
      this.allowHttp = from.allowHttp;
      this.eventLoops = from.eventLoops;
      this.maxConnectionsPerHost = from.maxConnectionsPerHost;
      this.maxHttp2ConnectionsPerHost = from.maxHttp2ConnectionsPerHost;
      this.maxStreamsPerConnection = from.maxStreamsPerConnection;
      this.connectTimeout = from.connectTimeout;
      this.tlsHandshakeTimeout = from.tlsHandshakeTimeout;
      this.idleTimeout = from.idleTimeout;
      this.dnsQueryTimeout = from.dnsQueryTimeout;
      this.addressesKept = from.addressesKept;
      this.caBundle = from.caBundle;
      this.egressProxy = from.egressProxy;
    }

    public Builder allowHttp(boolean value) {
      allowHttp = value;
      return this;
    }

    public Builder eventLoops(int value) {
      eventLoops = value;
      return this;
    }

    public Builder maxConnectionsPerHost(int value) {
      maxConnectionsPerHost = value;
      return this;
    }

    public Builder maxHttp2ConnectionsPerHost(int value) {
      maxHttp2ConnectionsPerHost = value;
      return this;
    }

    public Builder maxStreamsPerConnection(int value) {
      maxStreamsPerConnection = value;
      return this;
    }

    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    public Builder tlsHandshakeTimeout(Duration value) {
      tlsHandshakeTimeout = value;
      return this;
    }

    public Builder addressesKept(Duration value) {
      addressesKept = value;
      return this;
    }

    public Builder idleTimeout(Duration value) {
      idleTimeout = value;
      return this;
    }

    public Builder caBundle(@Nullable CaBundle value) {
      caBundle = value;
      return this;
    }

    public Builder egressProxy(@Nullable EgressProxy value) {
      egressProxy = value;
      return this;
    }

    public HttpSettings build() {
      return new HttpSettings(
          allowHttp,
          eventLoops,
          maxConnectionsPerHost,
          maxHttp2ConnectionsPerHost,
          maxStreamsPerConnection,
          connectTimeout,
          tlsHandshakeTimeout,
          idleTimeout,
          dnsQueryTimeout,
          addressesKept,
          caBundle,
          egressProxy);
    }
  }
}
