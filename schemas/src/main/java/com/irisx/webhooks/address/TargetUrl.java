package com.irisx.webhooks.address;

import java.util.Locale;

/**
 * The URL of a webhook, taken apart once.
 *
 * @param secure whether it is {@code https}
 * @param port 1 to 65535
 * @param target path and query as they stand in the request line
 */
public record TargetUrl(boolean secure, Host host, int port, String target) {

  /** In characters. */
  public static final int MAX_LENGTH = 2048;

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final int MAX_PORT = 65_535;

  /**
   * Takes {@code text} apart. Syntax only; {@link UrlRules} say whether it may be called.
   *
   * @throws UnacceptableUrlException if it is no absolute {@code http} or {@code https} URL without
   *     user info and fragment
   */
  public static TargetUrl parse(String text) {
    requireLegalCharacters(text);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean secure = lower.startsWith("https://");
    if (!secure && !lower.startsWith("http://")) {
      throw new UnacceptableUrlException("must begin with https://");
    }
    int authorityStart = text.indexOf("//") + 2;
    int authorityEnd = authorityStart;
    while (authorityEnd < text.length() && "/?".indexOf(text.charAt(authorityEnd)) < 0) {
      authorityEnd++;
    }
    String authority = text.substring(authorityStart, authorityEnd);
    if (authority.indexOf('@') >= 0) {
      throw new UnacceptableUrlException(
          "must not carry a user name or password; use a custom header");
    }
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (host.isEmpty()) {
      throw new UnacceptableUrlException("has no host");
    }
    int port = colon < 0 ? (secure ? HTTPS_PORT : HTTP_PORT) : port(authority.substring(colon + 1));
    String target = text.substring(authorityEnd);
    return new TargetUrl(
        secure, Host.parse(host), port, target.startsWith("/") ? target : "/" + target);
  }

  private static void requireLegalCharacters(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new UnacceptableUrlException("is longer than " + MAX_LENGTH + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#') {
        throw new UnacceptableUrlException("must not have a fragment (#)");
      }
      // A space or line break would end the request line; a backslash is a slash to some parsers.
      if (c <= ' ' || c > '~' || "\"<>\\^`{|}".indexOf(c) >= 0) {
        throw new UnacceptableUrlException(
            "has a character at position " + (i + 1) + " that must be percent-encoded");
      }
    }
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw new UnacceptableUrlException("has a port that is not 1 to " + MAX_PORT);
    }
    return port;
  }

  /** Host, and port where it is not the usual one: the value of the header {@code Host}. */
  public String authority() {
    boolean usual = port == (secure ? HTTPS_PORT : HTTP_PORT);
    return usual ? host.text() : host.text() + ":" + port;
  }

  /** The URL in its canonical spelling. */
  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority() + target;
  }
}
