package com.irisx.webhooks.schema.catalog;

import java.util.regex.Pattern;

/** A text is no {@link EventPattern}. The message repeats it and says what is expected. */
public final class InvalidEventPatternException extends IllegalArgumentException {

  // The text is a tenant's and may be anything; the message goes to logs and answers.
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  InvalidEventPatternException(String text) {
    super(
        "invalid event pattern '"
            + shown(text)
            + "': expected an event type such as call.completed, one level such as call.*,"
            + " or *; at most "
            + EventTypeName.MAX_LENGTH
            + " characters");
  }

  private static String shown(String text) {
    String cut =
        text.length() <= EventTypeName.MAX_LENGTH
            ? text
            : text.substring(0, EventTypeName.MAX_LENGTH) + "…";
    return CONTROL.matcher(cut).replaceAll("?");
  }
}
