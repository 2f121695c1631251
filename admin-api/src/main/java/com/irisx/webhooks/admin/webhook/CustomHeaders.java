package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.admin.problem.FieldErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The headers a tenant adds to its requests. */
final class CustomHeaders {

  static final int MAX_HEADERS = 20;

  static final String DESCRIPTION =
      "Sent with every request, at most "
          + MAX_HEADERS
          + "; names of up to "
          + HeaderRules.MAX_NAME_LENGTH
          + " and values of up to "
          + HeaderRules.MAX_VALUE_LENGTH
          + " characters. Those that we set cannot be replaced.";

  private CustomHeaders() {}

  static Map<String, String> checked(
      FieldErrors errors, HeaderRules rules, Map<String, @Nullable String> headers) {
    errors.check(
        headers.size() <= MAX_HEADERS, "headers", "has more than " + MAX_HEADERS + " entries");
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, String> checked = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          String field = "headers." + name;
          errors.check(seen.add(name), field, "occurs twice; names differ in case only");
          if (value == null) {
            errors.reject(field, "must be a string");
          } else {
            rules.problem(name, value).ifPresent(problem -> errors.reject(field, problem));
            checked.put(name, value);
          }
        });
    return checked;
  }
}
