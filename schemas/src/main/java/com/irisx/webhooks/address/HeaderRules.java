package com.irisx.webhooks.address;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which headers a tenant may add to its requests: none of ours, none that steer the connection or
 * frame the body, nothing that could end a header line.
 *
 * @param prefix of our own headers, such as {@code X-IRISX-}
 */
public record HeaderRules(String prefix) {

  public static final String DEFAULT_PREFIX = "X-IRISX-";

  /** In characters. */
  public static final int MAX_NAME_LENGTH = 100;

  /** In characters. */
  public static final int MAX_VALUE_LENGTH = 4096;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1," + MAX_NAME_LENGTH + "}";

  private static final Set<String> RESERVED =
      Set.of(
          // Where it goes and what it is.
          "host",
          "content-type",
          "content-length",
          "content-encoding",
          "content-range",
          "user-agent",
          "expect",
          // About the connection (RFC 9110, sections 7.6.1 and 7.8; RFC 9112, section 6.1): HTTP/2
          // forbids them (RFC 9113, section 8.2.2). Of "proxy-" all, see below.
          "connection",
          "close",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          // Told by intermediaries, which we are not.
          "via",
          "max-forwards",
          "early-data");

  public HeaderRules {
    if (!prefix.matches("[0-9A-Za-z][0-9A-Za-z-]{0,40}-")) {
      throw new IllegalArgumentException(
          "header prefix: letters, digits and '-', ending with '-': " + prefix);
    }
  }

  /** Why a header may not be sent, as a sentence that names it; empty if it may. */
  public Optional<String> problem(String name, String value) {
    if (!name.matches(TOKEN)) {
      return Optional.of("a header name is 1 to " + MAX_NAME_LENGTH + " letters, digits or '-'");
    }
    // CGI and its successors take '_' and '-' for the same.
    if (isReserved(name.toLowerCase(Locale.ROOT).replace('_', '-'))) {
      return Optional.of("the header '" + name + "' is set by the sender");
    }
    if (value.length() > MAX_VALUE_LENGTH
        || !value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
      return Optional.of(
          "the header '"
              + name
              + "' is not at most "
              + MAX_VALUE_LENGTH
              + " printable ASCII characters");
    }
    return Optional.empty();
  }

  private boolean isReserved(String name) {
    return RESERVED.contains(name)
        || name.startsWith(prefix.toLowerCase(Locale.ROOT))
        || name.startsWith("webhook-")
        || name.startsWith("proxy-");
  }
}
