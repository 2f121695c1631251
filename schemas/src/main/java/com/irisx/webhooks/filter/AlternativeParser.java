package com.irisx.webhooks.filter;

import com.irisx.webhooks.filter.DataValue.ArrayValue;
import com.irisx.webhooks.filter.DataValue.Bool;
import com.irisx.webhooks.filter.DataValue.HugeNumber;
import com.irisx.webhooks.filter.DataValue.Num;
import com.irisx.webhooks.filter.DataValue.ObjectValue;
import com.irisx.webhooks.filter.DataValue.Scalar;
import com.irisx.webhooks.filter.DataValue.Text;
import com.irisx.webhooks.filter.InvalidFilterException.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads alternatives and counts them; empty where one is wrong, which is then noted. */
final class AlternativeParser {

  private static final String TESTS = "prefix, suffix, anything-but, exists, numeric";
  private static final int MAX_COMPARISONS = 2;

  private final List<Problem> problems;
  private int count;

  AlternativeParser(List<Problem> problems) {
    this.problems = problems;
  }

  /** How many there were. */
  int count() {
    return count;
  }

  Optional<Alternative> parse(String path, DataValue value) {
    if (value instanceof ObjectValue object) {
      count++;
      return test(path, object.members());
    }
    return scalar(path, value).map(Alternative.Equal::new);
  }

  private Optional<Alternative> test(String path, Map<String, DataValue> members) {
    if (members.size() != 1) {
      return reject(path, "must have exactly one of " + TESTS);
    }
    Map.Entry<String, DataValue> member = members.entrySet().iterator().next();
    String place = path + "." + member.getKey();
    DataValue value = member.getValue();
    return switch (member.getKey()) {
      case "prefix" -> text(place, value, Alternative.Prefix::new);
      case "suffix" -> text(place, value, Alternative.Suffix::new);
      case "anything-but" -> anythingBut(place, value);
      case "exists" -> exists(place, value);
      case "numeric" -> numeric(place, value);
      default -> reject(place, "is none of " + TESTS);
    };
  }

  private Optional<Alternative> text(
      String path, DataValue value, Function<String, Alternative> test) {
    if (!(value instanceof Text text) || text.text().isEmpty()) {
      return reject(path, "must be a string that is not empty");
    }
    return isEncodable(path, text) ? Optional.of(test.apply(text.text())) : Optional.empty();
  }

  private Optional<Alternative> anythingBut(String path, DataValue value) {
    if (!(value instanceof ArrayValue array) || array.elements().isEmpty()) {
      return reject(path, "must be an array of at least one string, number, boolean or null");
    }
    count--; // Its values count instead.
    Set<Scalar> excluded = new HashSet<>();
    for (int i = 0; i < array.elements().size(); i++) {
      scalar(path + "[" + i + "]", array.elements().get(i)).ifPresent(excluded::add);
    }
    return Optional.of(new Alternative.AnythingBut(excluded));
  }

  private Optional<Alternative> exists(String path, DataValue value) {
    return value instanceof Bool bool
        ? Optional.of(new Alternative.Exists(bool.value()))
        : reject(path, "must be true or false");
  }

  private Optional<Alternative> numeric(String path, DataValue value) {
    List<DataValue> parts = value instanceof ArrayValue array ? array.elements() : List.of();
    if (parts.isEmpty() || parts.size() % 2 != 0 || parts.size() > 2 * MAX_COMPARISONS) {
      return rejectNumeric(path);
    }
    List<Alternative.Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += 2) {
      if (!(parts.get(i) instanceof Text symbol) || !(parts.get(i + 1) instanceof Num bound)) {
        return rejectNumeric(path);
      }
      Optional<Operator> operator = Operator.of(symbol.text());
      if (operator.isEmpty()) {
        return rejectNumeric(path);
      }
      comparisons.add(new Alternative.Comparison(operator.get(), bound.value()));
    }
    return Optional.of(new Alternative.Numeric(comparisons));
  }

  private Optional<Alternative> rejectNumeric(String path) {
    return reject(
        path,
        "must be one or two comparisons, such as [\">=\",30,\"<\",100], with the operators "
            + Operator.SYMBOLS);
  }

  private Optional<Scalar> scalar(String path, DataValue value) {
    count++;
    if (value instanceof HugeNumber) {
      return reject(path, "is a number out of bounds");
    }
    if (!(value instanceof Scalar scalar)) {
      return reject(path, "must be a string, a number, true, false, null or an object");
    }
    return isEncodable(path, scalar) ? Optional.of(scalar) : Optional.empty();
  }

  private boolean isEncodable(String path, Scalar scalar) {
    boolean encodable = !(scalar instanceof Text text) || EncodableText.is(text.text());
    if (!encodable) {
      reject(path, "holds characters that are no text");
    }
    return encodable;
  }

  private <T> Optional<T> reject(String path, String detail) {
    problems.add(new Problem(path, detail));
    return Optional.empty();
  }
}
