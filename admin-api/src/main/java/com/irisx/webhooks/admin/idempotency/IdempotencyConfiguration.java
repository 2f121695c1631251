package com.irisx.webhooks.admin.idempotency;

import com.irisx.webhooks.admin.problem.ProblemException;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands the key to routes that take one, and describes the header on them. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration implements WebMvcConfigurer, HandlerMethodArgumentResolver {

  /** What a key can lead to: no key at all, one in use, one of another body. */
  private static final List<String> KEY_PROBLEMS = List.of("400", "409", "422");

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(IdempotencyKey.class);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(IdempotencyKey.class);
  }

  @Override
  public IdempotencyKey resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    HttpServletRequest http =
        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    List<String> values = Collections.list(http.getHeaders(IdempotencyKey.HEADER));
    if (values.size() > 1) {
      throw ProblemException.invalid(IdempotencyKey.HEADER, "occurs more than once");
    }
    return new IdempotencyKey(
        http.getMethod() + " " + http.getRequestURI(), values.isEmpty() ? null : values.get(0));
  }

  @Bean
  OperationCustomizer idempotencyKeyHeader() {
    return (operation, method) -> {
      if (takesKey(method)) {
        operation.addParametersItem(
            new HeaderParameter()
                .name(IdempotencyKey.HEADER)
                .required(false)
                .description(
                    "Sent again with the same key and body, the request is answered as the first"
                        + " time and nothing is done; with another body it is refused (422).")
                .schema(new StringSchema().maxLength(IdempotencyKey.MAX_CHARACTERS)));
        for (String status : KEY_PROBLEMS) {
          operation
              .getResponses()
              .addApiResponse(
                  status, new ApiResponse().$ref("#/components/responses/Problem" + status));
        }
      }
      return operation;
    };
  }

  private static boolean takesKey(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType().equals(IdempotencyKey.class));
  }
}
