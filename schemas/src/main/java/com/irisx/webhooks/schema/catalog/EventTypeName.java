package com.irisx.webhooks.schema.catalog;

/**
 * The syntax of event type names: segments separated by dots, each of at least one letter, digit,
 * underscore or hyphen (ASCII), such as {@code call.recording.started}.
 */
public final class EventTypeName {

  /** Most characters of a name. */
  public static final int MAX_LENGTH = 128;

  private EventTypeName() {}

  /** Whether {@code name} has this syntax. Runs for every event: one pass, no allocation. */
  public static boolean isValid(String name) {
    if (name.length() > MAX_LENGTH) {
      return false;
    }
    boolean segmentIsEmpty = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (isOfSegment(c)) {
        segmentIsEmpty = false;
      } else if (c == '.' && !segmentIsEmpty) {
        segmentIsEmpty = true;
      } else {
        return false;
      }
    }
    return !segmentIsEmpty;
  }

  private static boolean isOfSegment(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || (c >= 'A' && c <= 'Z')
        || c == '-';
  }
}
