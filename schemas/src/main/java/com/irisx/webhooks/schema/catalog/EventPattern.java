package com.irisx.webhooks.schema.catalog;

/**
 * What a subscription names to choose event types. Matching runs for every event and webhook: no
 * regular expression, no allocation.
 */
public sealed interface EventPattern {

  /** Whether events of this type are chosen; {@code type} is a valid {@link EventTypeName}. */
  boolean matches(String type);

  /** The pattern as it is written in a subscription. */
  String text();

  /**
   * The pattern that {@code text} spells: an event type, one level below a prefix ({@code call.*}),
   * or all ({@code *}).
   *
   * @throws InvalidEventPatternException if it spells none
   */
  static EventPattern parse(String text) {
    if (text.equals("*")) {
      return new All();
    }
    return text.endsWith(".*") && text.length() <= EventTypeName.MAX_LENGTH
        ? new OneLevel(text.substring(0, text.length() - 2))
        : new Exact(text);
  }

  /** This type only. */
  record Exact(String type) implements EventPattern {
    public Exact {
      if (!EventTypeName.isValid(type)) {
        throw new InvalidEventPatternException(type);
      }
    }

    @Override
    public boolean matches(String type) {
      return this.type.equals(type);
    }

    @Override
    public String text() {
      return type;
    }
  }

  /**
   * The types with exactly one segment after {@code parent}: {@code call.*} chooses {@code
   * call.completed}, neither {@code call} nor {@code call.recording.started}.
   */
  record OneLevel(String parent) implements EventPattern {
    public OneLevel {
      if (!EventTypeName.isValid(parent)) {
        throw new InvalidEventPatternException(parent + ".*");
      }
    }

    @Override
    public boolean matches(String type) {
      int dot = parent.length();
      return type.length() > dot + 1
          && type.charAt(dot) == '.'
          && type.startsWith(parent)
          && type.indexOf('.', dot + 1) < 0;
    }

    @Override
    public String text() {
      return parent + ".*";
    }
  }

  /** Every type. */
  record All() implements EventPattern {
    @Override
    public boolean matches(String type) {
      return true;
    }

    @Override
    public String text() {
      return "*";
    }
  }
}
