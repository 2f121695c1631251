package com.irisx.webhooks.admin.tenant;

import com.irisx.webhooks.admin.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/** The names people give to tenants and keys. */
final class Names {

  private static final int MAX_CHARACTERS = 200;

  private Names() {}

  static String required(FieldErrors errors, @Nullable String name) {
    String text = name == null ? "" : name.strip();
    errors.check(!text.isEmpty(), "name", "is required");
    errors.check(
        text.length() <= MAX_CHARACTERS, "name", "has more than " + MAX_CHARACTERS + " characters");
    errors.check(
        text.chars().noneMatch(Character::isISOControl),
        "name",
        "must not hold control characters");
    return text;
  }
}
