package com.irisx.webhooks.filter;

import com.irisx.webhooks.schema.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Filters by chance, and how they are written. */
final class RandomFilters {

  private static final List<String> TEXTS = List.of("", "a", "ab", "ba", "+1", "ü😀", "\"\\\n");
  private static final List<String> NUMBERS = List.of("0", "-1", "1.5", "30", "3e1", "1E+40");

  private final Random random;

  RandomFilters(Random random) {
    this.random = random;
  }

  Filter filter() {
    return new Filter(allOf(1));
  }

  /** JSON in which the members and values of filters are frequent. */
  String data(int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 9)) {
      case 0, 1 -> quoted(any(TEXTS) + any(TEXTS));
      case 2 -> any(NUMBERS);
      case 3 -> Boolean.toString(random.nextBoolean());
      case 4 -> "null";
      case 5 -> some(() -> data(depth + 1)).collect(Collectors.joining(" , ", "[", "]"));
      default -> object(depth);
    };
  }

  String object(int depth) {
    return some(() -> quoted(name()) + ":" + data(depth + 1))
        .collect(Collectors.joining(",", "{ ", " }"));
  }

  private java.util.stream.Stream<String> some(Supplier<String> part) {
    return java.util.stream.Stream.generate(part).limit(random.nextInt(4));
  }

  private String name() {
    return any(List.of("a", "b", "c"));
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Condition.AllOf allOf(int depth) {
    Map<String, Condition> members = new LinkedHashMap<>();
    int count = random.nextInt(2) + 1;
    while (members.size() < count) {
      members.put(
          name(), depth < Filter.MAX_DEPTH && random.nextInt(3) == 0 ? allOf(depth + 1) : anyOf());
    }
    return new Condition.AllOf(members);
  }

  private Condition anyOf() {
    List<Alternative> alternatives = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      alternatives.add(alternative());
    }
    return new Condition.AnyOf(alternatives);
  }

  private Alternative alternative() {
    return switch (random.nextInt(7)) {
      case 0 -> new Alternative.Prefix("a" + any(TEXTS));
      case 1 -> new Alternative.Suffix(any(TEXTS) + "b");
      case 2 -> new Alternative.Exists(random.nextBoolean());
      case 3 -> new Alternative.AnythingBut(scalars());
      case 4 -> new Alternative.Numeric(comparisons());
      default -> new Alternative.Equal(scalar());
    };
  }

  private Set<DataValue.Scalar> scalars() {
    Set<DataValue.Scalar> scalars = new HashSet<>(Set.of(scalar()));
    scalars.add(scalar());
    return scalars;
  }

  private List<Alternative.Comparison> comparisons() {
    List<Alternative.Comparison> comparisons = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      comparisons.add(
          new Alternative.Comparison(
              any(List.of(Operator.values())),
              new DataValue.Num(new BigDecimal(any(NUMBERS))).value()));
    }
    return comparisons;
  }

  private DataValue.Scalar scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> new DataValue.Num(new BigDecimal(any(NUMBERS)));
      case 1 -> new DataValue.Bool(random.nextBoolean());
      case 2 -> new DataValue.Null();
      default -> new DataValue.Text(any(TEXTS) + any(TEXTS));
    };
  }

  static String written(Condition condition) {
    if (condition instanceof Condition.AllOf all) {
      return all.members().entrySet().stream()
          .map(member -> quoted(member.getKey()) + ":" + written(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return ((Condition.AnyOf) condition)
        .alternatives().stream()
            .map(RandomFilters::written)
            .collect(Collectors.joining(",", "[", "]"));
  }

  private static String written(Alternative alternative) {
    if (alternative instanceof Alternative.Equal equal) {
      return written(equal.expected());
    } else if (alternative instanceof Alternative.Prefix prefix) {
      return "{\"prefix\":" + quoted(prefix.prefix()) + "}";
    } else if (alternative instanceof Alternative.Suffix suffix) {
      return "{\"suffix\":" + quoted(suffix.suffix()) + "}";
    } else if (alternative instanceof Alternative.Exists exists) {
      return "{\"exists\":" + exists.expected() + "}";
    } else if (alternative instanceof Alternative.AnythingBut but) {
      return but.excluded().stream()
          .map(RandomFilters::written)
          .collect(Collectors.joining(",", "{\"anything-but\":[", "]}"));
    }
    return ((Alternative.Numeric) alternative)
        .comparisons().stream()
            .map(one -> "\"" + one.operator().symbol() + "\"," + one.bound())
            .collect(Collectors.joining(",", "{\"numeric\":[", "]}"));
  }

  private static String written(DataValue.Scalar scalar) {
    if (scalar instanceof DataValue.Text text) {
      return quoted(text.text());
    } else if (scalar instanceof DataValue.Num number) {
      return number.value().toString();
    } else if (scalar instanceof DataValue.Bool bool) {
      return Boolean.toString(bool.value());
    }
    return "null";
  }

  private static String quoted(String text) {
    return Json.MAPPER.writeValueAsString(text);
  }
}
