package com.irisx.webhooks.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A JSON value as filters see it: equal means the same JSON value. Immutable. */
public sealed interface DataValue {

  /** The member of an object; everything else has none. */
  default DataValue member(String name) {
    return Missing.VALUE;
  }

  /** A value without parts. */
  sealed interface Scalar extends DataValue {}

  record Text(String text) implements Scalar {}

  /** A number, however it was spelt: {@code 30}, {@code 30.0} and {@code 3e1} are equal. */
  record Num(BigDecimal value) implements Scalar {
    public Num {
      value = value.stripTrailingZeros();
    }
  }

  /**
   * A number that is too long, or whose exponent is too large, to be compared: unlike every number
   * of a filter, which has none of these.
   */
  record HugeNumber(String spelling) implements Scalar {}

  record Bool(boolean value) implements Scalar {}

  record Null() implements Scalar {}

  record ArrayValue(List<DataValue> elements) implements DataValue {
    boolean anyMatch(Predicate<DataValue> predicate) {
      for (DataValue element : elements) {
        if (predicate.test(element)) {
          return true;
        }
      }
      return false;
    }
  }

  record ObjectValue(Map<String, DataValue> members) implements DataValue {
    @Override
    public DataValue member(String name) {
      return members.getOrDefault(name, Missing.VALUE);
    }
  }

  /** Where the data have no such member. */
  record Missing() implements DataValue {
    static final Missing VALUE = new Missing();
  }
}
