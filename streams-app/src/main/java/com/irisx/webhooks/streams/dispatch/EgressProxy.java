package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operator's HTTP proxy, through which every request leaves. It is asked for tunnels ({@code
 * CONNECT}) to checked addresses only, so it decides nothing about where a name points. Its own
 * address is the operator's choice and not subject to the address policy.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class EgressProxy {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;
  private static final String SCHEME = "http://";

  private final String host;
  private final int port;
  private final @Nullable String authorization;

  private volatile @Nullable EgressProxyException fault;

  private EgressProxy(String host, int port, @Nullable String authorization) {
    this.host = host;
    this.port = port;
    this.authorization = authorization;
  }

  /**
   * Reads {@code http://[user:password@]host:port}. User and password may be percent-encoded.
   *
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it
   */
  public static EgressProxy parse(String url) {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException("must begin with http://");
    }
    String rest = url.substring(SCHEME.length());
    rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    int at = rest.lastIndexOf('@');
    Matcher hostAndPort = HOST_AND_PORT.matcher(rest.substring(at + 1));
    if (!hostAndPort.matches()) {
      throw new IllegalArgumentException("must be http://[user:password@]host:port");
    }
    int port = Integer.parseInt(hostAndPort.group(2));
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("must have a port from 1 to " + MAX_PORT);
    }
    return new EgressProxy(
        hostAndPort.group(1), port, at < 0 ? null : basic(rest.substring(0, at)));
  }

  private static String basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("must have a user and a password before the '@'");
    }
    String user = decoded(userInfo.substring(0, colon));
    String password = decoded(userInfo.substring(colon + 1));
    String both = user + ":" + password;
    if (user.indexOf(':') >= 0 || both.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("must have a user without ':', and no control characters");
    }
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] raw = text.getBytes(UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.write(raw[i]);
        continue;
      }
      String hex = i + 2 < raw.length ? new String(raw, i + 1, 2, ISO_8859_1) : "";
      if (!hex.matches("[0-9A-Fa-f]{2}")) {
        throw new IllegalArgumentException("must have two hex digits after a '%'");
      }
      bytes.write(Integer.parseInt(hex, 16));
      i += 2;
    }
    return bytes.toString(UTF_8);
  }

  /** A name, or an address; IPv6 in brackets. */
  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** The value of {@code Proxy-Authorization}; null if the proxy asks for none. */
  @Nullable String authorization() {
    return authorization;
  }

  /** It did not work just now. */
  void failed(EgressProxyException why) {
    fault = why;
  }

  /** It took a connection: from here on what goes wrong may be the endpoint's. */
  void tookConnection() {
    fault = null;
  }

  /** Why it did not work when it was last tried, by whomever; null if it did. */
  @Nullable EgressProxyException fault() {
    return fault;
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "EgressProxy[" + host + ":" + port + "]";
  }
}
