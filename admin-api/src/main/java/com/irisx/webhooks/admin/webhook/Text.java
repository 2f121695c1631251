package com.irisx.webhooks.admin.webhook;

/** What the database can hold as text. */
final class Text {

  private Text() {}

  /** No NUL, which Postgres refuses in text and jsonb, and no half of a surrogate pair. */
  static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
