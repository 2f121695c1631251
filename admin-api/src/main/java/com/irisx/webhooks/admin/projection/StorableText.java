package com.irisx.webhooks.admin.projection;

import org.jspecify.annotations.Nullable;

/** Text from endpoints and producers in a form that Postgres takes. */
final class StorableText {

  private static final int REPLACEMENT = 0xFFFD;

  private StorableText() {}

  /** The text with NUL, which Postgres refuses, and half surrogate pairs replaced by U+FFFD. */
  static @Nullable String of(@Nullable String text) {
    if (text == null || text.codePoints().allMatch(StorableText::isStorable)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(isStorable(c) ? c : REPLACEMENT));
    return clean.toString();
  }

  private static boolean isStorable(int c) {
    return c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }
}
