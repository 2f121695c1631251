package com.irisx.webhooks.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one value of the data must be. */
public sealed interface Condition {

  boolean matches(DataValue value);

  /** An object whose members all match; of an array, one element that does. */
  record AllOf(Map<String, Condition> members) implements Condition {
    public AllOf {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public boolean matches(DataValue value) {
      // An array without elements has no members, as anything that is no object.
      if (value instanceof DataValue.ArrayValue array && !array.elements().isEmpty()) {
        return array.anyMatch(this::matches);
      }
      for (Map.Entry<String, Condition> member : members.entrySet()) {
        if (!member.getValue().matches(value.member(member.getKey()))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A value for which one of the alternatives holds. */
  record AnyOf(List<Alternative> alternatives) implements Condition {
    public AnyOf {
      alternatives = List.copyOf(alternatives);
    }

    @Override
    public boolean matches(DataValue value) {
      for (Alternative alternative : alternatives) {
        if (alternative.matches(value)) {
          return true;
        }
      }
      return false;
    }
  }
}
