package com.irisx.webhooks.admin.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What Jackson says about a body, in the caller's words. Its own messages name Java classes and
 * repeat the source, which is nobody's business outside.
 */
public final class JsonProblems {

  private JsonProblems() {}

  /** The problem behind {@code failure}, naming the member where one is at fault. */
  public static ProblemException of(JacksonException failure) {
    if (failure instanceof StreamConstraintsException) {
      return ProblemException.tooLarge("the body is too large or nested too deeply");
    }
    String field = field(failure.getPath());
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return ProblemException.invalid(
          field, "is no member of this request; known are " + known(unknown));
    }
    boolean isSyntax =
        failure instanceof StreamReadException && !(failure instanceof InputCoercionException);
    if (field.isEmpty() || isSyntax) {
      return ProblemException.unreadable(
          "the body is not one valid JSON object" + position(failure));
    }
    return ProblemException.invalid(field, expected(failure));
  }

  private static String expected(JacksonException failure) {
    if (failure instanceof InputCoercionException number) {
      return "must be " + name(number.getTargetType()) + " that is not so large";
    }
    Class<?> target = failure instanceof MismatchedInputException m ? m.getTargetType() : null;
    return "must be " + name(target);
  }

  private static String name(@Nullable Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type != null && Iterable.class.isAssignableFrom(type)) {
      return "an array";
    }
    return "an object";
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds() == null
        ? "none"
        : unknown.getKnownPropertyIds().stream()
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static String field(List<JacksonException.Reference> path) {
    StringBuilder field = new StringBuilder();
    for (JacksonException.Reference step : path) {
      if (step.getPropertyName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return field.toString();
  }

  private static String position(JacksonException failure) {
    return failure.getLocation() == null || failure.getLocation().getLineNr() < 1
        ? ""
        : " (line "
            + failure.getLocation().getLineNr()
            + ", column "
            + failure.getLocation().getColumnNr()
            + ")";
  }
}
