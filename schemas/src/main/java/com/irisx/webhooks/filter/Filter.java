package com.irisx.webhooks.filter;

import tools.jackson.core.JacksonException;

/**
 * What an event's data must say for a webhook to get it. Each member of the filter names a member
 * of the data; all must match.
 *
 * <p>Threading: immutable.
 */
public record Filter(Condition.AllOf root) {

  /** Longest filter, bytes of JSON without insignificant space. */
  public static final int MAX_BYTES = 4096;

  /** Deepest nesting, objects within objects; the filter itself is the first. */
  public static final int MAX_DEPTH = 5;

  /** Most alternatives in all; each value of an {@code anything-but} is one. */
  public static final int MAX_ALTERNATIVES = 64;

  /**
   * The filter that {@code text} spells.
   *
   * @throws InvalidFilterException if it spells none, or one beyond the limits
   */
  public static Filter parse(FilterText text) throws InvalidFilterException {
    if (text.bytes() > MAX_BYTES) {
      throw InvalidFilterException.whole("has more than " + MAX_BYTES + " bytes");
    }
    try {
      return FilterParser.parse(DataReader.read(text.json()));
    } catch (JacksonException e) {
      throw InvalidFilterException.whole("is not valid JSON, or has a number out of bounds");
    }
  }

  /** Whether it names nothing, so that everything passes. */
  public boolean isEmpty() {
    return root.members().isEmpty();
  }

  /** Whether an event with these data passes. */
  public boolean matches(DataValue data) {
    return root.matches(data);
  }
}
