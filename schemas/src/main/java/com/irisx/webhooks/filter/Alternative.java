package com.irisx.webhooks.filter;

import com.irisx.webhooks.filter.DataValue.Scalar;
import com.irisx.webhooks.filter.DataValue.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** One of the ways in which a value can match. */
public sealed interface Alternative {

  boolean matches(DataValue value);

  /** Whether there is such a member at all, with whatever value. */
  record Exists(boolean expected) implements Alternative {
    @Override
    public boolean matches(DataValue value) {
      return !(value instanceof DataValue.Missing) == expected;
    }
  }

  /**
   * About a string, number, boolean or null; of an array, about any one element. An object or a
   * missing member passes none of these.
   */
  sealed interface OfScalar extends Alternative {

    boolean holds(Scalar scalar);

    @Override
    default boolean matches(DataValue value) {
      return value instanceof DataValue.ArrayValue array
          ? array.anyMatch(this::matches)
          : value instanceof Scalar scalar && holds(scalar);
    }
  }

  /** The same JSON value; {@code 30} and {@code 30.0} are the same number. */
  record Equal(Scalar expected) implements OfScalar {
    @Override
    public boolean holds(Scalar scalar) {
      return scalar.equals(expected);
    }
  }

  /** A string that begins so. */
  record Prefix(String prefix) implements OfScalar {
    @Override
    public boolean holds(Scalar scalar) {
      return scalar instanceof Text text && text.text().startsWith(prefix);
    }
  }

  /** A string that ends so. */
  record Suffix(String suffix) implements OfScalar {
    @Override
    public boolean holds(Scalar scalar) {
      return scalar instanceof Text text && text.text().endsWith(suffix);
    }
  }

  /** None of these. */
  record AnythingBut(Set<Scalar> excluded) implements OfScalar {
    public AnythingBut {
      excluded = Set.copyOf(excluded);
    }

    @Override
    public boolean holds(Scalar scalar) {
      return !excluded.contains(scalar);
    }
  }

  /** A number for which all comparisons hold. */
  record Numeric(List<Comparison> comparisons) implements OfScalar {
    public Numeric {
      comparisons = List.copyOf(comparisons);
    }

    @Override
    public boolean holds(Scalar scalar) {
      if (!(scalar instanceof DataValue.Num number)) {
        return false;
      }
      for (Comparison comparison : comparisons) {
        if (!comparison.operator().holds(number.value().compareTo(comparison.bound()))) {
          return false;
        }
      }
      return true;
    }
  }

  /** Of a number with a bound. */
  record Comparison(Operator operator, BigDecimal bound) {}
}
