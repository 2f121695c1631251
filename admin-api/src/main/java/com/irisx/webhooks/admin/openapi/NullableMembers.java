package com.irisx.webhooks.admin.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.irisx.webhooks.admin.AdminApplication;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * Which members may be null. The generator does not see it, because JSpecify's annotations are of
 * types and not of members.
 *
 * <p>Threading: descriptions may be drawn on several threads; each finds the same.
 */
@Component
final class NullableMembers {

  private static final String OUR_PACKAGE = AdminApplication.class.getPackageName();

  /** Null in Java where they are missing, and refused as such. */
  private static final Map<String, Set<String>> REFUSED_AS_NULL =
      Map.of(
          "WebhookRequest", Set.of("url", "events"),
          "EventTypeRequest", Set.of("schema", "sample"),
          "NewTenant", Set.of("name"),
          "NewApiKey", Set.of("name"));

  private final Map<String, Set<String>> bySchema = new ConcurrentHashMap<>();

  /** Looks through what a route takes and answers. */
  void find(HandlerMethod method) {
    find(ResolvableType.forMethodParameter(method.getReturnType()));
    Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
        .map(NullableMembers::type)
        .forEach(this::find);
  }

  private static ResolvableType type(MethodParameter parameter) {
    return ResolvableType.forMethodParameter(parameter);
  }

  private void find(ResolvableType type) {
    for (ResolvableType argument : type.getGenerics()) {
      find(argument);
    }
    Class<?> raw = type.resolve();
    if (raw != null && raw.isRecord() && raw.getName().startsWith(OUR_PACKAGE)) {
      String name = schemaName(type, raw);
      if (bySchema.putIfAbsent(name, nullable(raw, REFUSED_AS_NULL.getOrDefault(name, Set.of())))
          == null) {
        for (RecordComponent component : raw.getRecordComponents()) {
          find(ResolvableType.forType(component.getGenericType(), type));
        }
      }
    }
  }

  /** As the generator names it: {@code PageWebhookView}. */
  private static String schemaName(ResolvableType type, Class<?> raw) {
    return raw.getSimpleName()
        + Arrays.stream(type.getGenerics())
            .map(argument -> argument.toClass().getSimpleName())
            .collect(Collectors.joining());
  }

  private static Set<String> nullable(Class<?> raw, Set<String> but) {
    Set<String> members = new TreeSet<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        members.addAll(nullable(component.getType(), but));
      } else if (isNullable(component) && !but.contains(component.getName())) {
        members.add(Schemas.snakeCase(component.getName()));
      }
    }
    return members;
  }

  /** One that is left out where it is null is never seen as null. */
  private static boolean isNullable(RecordComponent component) {
    @Nullable JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        && (include == null || include.value() != JsonInclude.Include.NON_NULL);
  }

  /** Says so in the description, whose members are spelled as the API spells them by now. */
  void mark(Components components) {
    bySchema.forEach(
        (name, members) -> {
          Schema<?> schema = components.getSchemas().get(name);
          if (schema != null) {
            schema
                .getProperties()
                .forEach(
                    (member, property) -> {
                      if (members.contains(member)) {
                        orNull(property);
                      }
                    });
          }
        });
  }

  private static void orNull(Schema<?> property) {
    Set<String> types = new LinkedHashSet<>();
    if (property.getTypes() != null) {
      types.addAll(property.getTypes());
    } else {
      types.add(property.getType());
    }
    types.add("null");
    property.setTypes(types);
  }
}
