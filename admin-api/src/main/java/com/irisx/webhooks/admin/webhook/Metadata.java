package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.problem.FieldErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant's own notes on a webhook: kept and shown, never interpreted. */
final class Metadata {

  static final int MAX_ENTRIES = 50;
  static final int MAX_KEY_CHARACTERS = 100;
  static final int MAX_VALUE_CHARACTERS = 1000;

  static final String DESCRIPTION =
      "Yours, kept and shown: at most "
          + MAX_ENTRIES
          + " entries, names of up to "
          + MAX_KEY_CHARACTERS
          + " and values of up to "
          + MAX_VALUE_CHARACTERS
          + " characters.";

  private Metadata() {}

  static Map<String, String> checked(FieldErrors errors, Map<String, @Nullable String> metadata) {
    errors.check(
        metadata.size() <= MAX_ENTRIES, "metadata", "has more than " + MAX_ENTRIES + " entries");
    Map<String, String> checked = new LinkedHashMap<>();
    metadata.forEach(
        (key, value) -> {
          String field = "metadata." + key;
          errors.check(
              !key.isEmpty() && key.length() <= MAX_KEY_CHARACTERS && Text.isStorable(key),
              field,
              "must have a name of 1 to " + MAX_KEY_CHARACTERS + " characters");
          if (value == null || value.length() > MAX_VALUE_CHARACTERS || !Text.isStorable(value)) {
            errors.reject(
                field, "must be a text of at most " + MAX_VALUE_CHARACTERS + " characters");
          } else {
            checked.put(key, value);
          }
        });
    return checked;
  }
}
