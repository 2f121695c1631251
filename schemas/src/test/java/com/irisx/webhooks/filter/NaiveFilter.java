package com.irisx.webhooks.filter;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The definition of filters once more, over trees and without any care for speed. */
final class NaiveFilter {

  private NaiveFilter() {}

  static boolean matches(JsonNode filter, @Nullable JsonNode value) {
    if (filter.isArray()) {
      return filter.values().stream().anyMatch(alternative -> passes(alternative, value));
    }
    if (value != null && value.isArray() && !value.isEmpty()) {
      return value.values().stream().anyMatch(element -> matches(filter, element));
    }
    return filter.properties().stream()
        .allMatch(
            member ->
                matches(
                    member.getValue(),
                    value != null && value.isObject() ? value.get(member.getKey()) : null));
  }

  private static boolean passes(JsonNode alternative, @Nullable JsonNode value) {
    if (alternative.has("exists")) {
      return (value != null) == alternative.get("exists").booleanValue();
    }
    if (value == null || value.isObject()) {
      return false;
    }
    if (value.isArray()) {
      return value.values().stream().anyMatch(element -> passes(alternative, element));
    }
    if (!alternative.isObject()) {
      return same(alternative, value);
    }
    String test = alternative.propertyNames().iterator().next();
    JsonNode operand = alternative.get(test);
    return switch (test) {
      case "prefix" -> value.isString() && value.stringValue().startsWith(operand.stringValue());
      case "suffix" -> value.isString() && value.stringValue().endsWith(operand.stringValue());
      case "anything-but" -> operand.values().stream().noneMatch(one -> same(one, value));
      default -> value.isNumber() && inRange(operand, value);
    };
  }

  private static boolean inRange(JsonNode comparisons, JsonNode value) {
    for (int i = 0; i < comparisons.size(); i += 2) {
      int sign = value.decimalValue().compareTo(comparisons.get(i + 1).decimalValue());
      boolean holds =
          switch (comparisons.get(i).stringValue()) {
            case "=" -> sign == 0;
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            default -> sign >= 0;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return (one.isNumber() && other.isNumber())
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }
}
