package com.irisx.webhooks.filter;

/** What every place that keeps a filter can hold as text. */
final class EncodableText {

  private EncodableText() {}

  /** No NUL, which Postgres refuses, and no half of a surrogate pair, which UTF-8 has not. */
  static boolean is(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
