package com.irisx.webhooks.filter;

import com.irisx.webhooks.filter.DataValue.ArrayValue;
import com.irisx.webhooks.filter.DataValue.ObjectValue;
import com.irisx.webhooks.filter.InvalidFilterException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From JSON to a filter, or to everything that is wrong with it. Where something is wrong it goes
 * on with a condition that nothing meets, to find the rest.
 */
final class FilterParser {

  private static final Condition NOTHING = new Condition.AnyOf(List.of());

  private final List<Problem> problems = new ArrayList<>();
  private final AlternativeParser alternatives = new AlternativeParser(problems);

  private FilterParser() {}

  static Filter parse(DataValue json) throws InvalidFilterException {
    if (!(json instanceof ObjectValue object)) {
      throw InvalidFilterException.whole(
          "must be a JSON object, such as {\"from\":[{\"prefix\":\"+1\"}]}");
    }
    FilterParser parser = new FilterParser();
    Condition.AllOf root = parser.members("", object, 1);
    if (parser.alternatives.count() > Filter.MAX_ALTERNATIVES) {
      parser.reject("", "has more than " + Filter.MAX_ALTERNATIVES + " alternatives in all");
    }
    if (!parser.problems.isEmpty()) {
      throw new InvalidFilterException(parser.problems);
    }
    return new Filter(root);
  }

  private Condition.AllOf members(String path, ObjectValue object, int depth) {
    Map<String, Condition> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              String member = path.isEmpty() ? name : path + "." + name;
              if (!EncodableText.is(name)) {
                reject(member, "has a name with characters that are no text");
              }
              members.put(name, condition(member, value, depth));
            });
    return new Condition.AllOf(members);
  }

  private Condition condition(String path, DataValue value, int depth) {
    if (value instanceof ArrayValue array) {
      return anyOf(path, array);
    }
    if (!(value instanceof ObjectValue object)) {
      return reject(
          path, "must be an array of alternatives, such as [\"a\",\"b\"], or an object of members");
    }
    if (object.members().isEmpty()) {
      return reject(path, "must have at least one member");
    }
    return depth == Filter.MAX_DEPTH
        ? reject(path, "is nested deeper than " + Filter.MAX_DEPTH + " objects")
        : members(path, object, depth + 1);
  }

  private Condition anyOf(String path, ArrayValue array) {
    if (array.elements().isEmpty()) {
      return reject(path, "must have at least one alternative");
    }
    List<Alternative> found = new ArrayList<>();
    for (int i = 0; i < array.elements().size(); i++) {
      DataValue element = array.elements().get(i);
      alternatives.parse(path + "[" + i + "]", element).ifPresent(found::add);
    }
    return new Condition.AnyOf(found);
  }

  private Condition reject(String path, String detail) {
    problems.add(new Problem(path, detail));
    return NOTHING;
  }
}
