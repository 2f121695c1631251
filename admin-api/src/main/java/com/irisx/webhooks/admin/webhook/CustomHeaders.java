package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.problem.FieldErrors;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers a tenant adds to its requests. What could change how the request is framed, routed or
 * signed is refused (RFC 9110, sections 5.1, 5.5 and 7.6.1).
 */
final class CustomHeaders {

  static final int MAX_HEADERS = 20;

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]{0,2046}[\\x21-\\x7e])?");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "content-encoding",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "user-agent",
          "date",
          "via",
          "forwarded");
  private static final Pattern OUR_PREFIX = Pattern.compile("(webhook-|x-irisx-|x-forwarded-).*");

  private CustomHeaders() {}

  static Map<String, String> checked(FieldErrors errors, Map<String, @Nullable String> headers) {
    errors.check(
        headers.size() <= MAX_HEADERS, "headers", "has more than " + MAX_HEADERS + " entries");
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, String> checked = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          String field = "headers." + name;
          errors.check(NAME.matcher(name).matches(), field, "is no valid header name");
          errors.check(!isOurs(name), field, "is set by us and cannot be replaced");
          errors.check(seen.add(name), field, "occurs twice, names differ in case only");
          if (value == null || !VALUE.matcher(value).matches()) {
            errors.reject(
                field, "must be 1 to 2048 printable ASCII characters, no space at either end");
          } else {
            checked.put(name, value);
          }
        });
    return checked;
  }

  private static boolean isOurs(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OURS.contains(lower) || OUR_PREFIX.matcher(lower).matches();
  }
}
