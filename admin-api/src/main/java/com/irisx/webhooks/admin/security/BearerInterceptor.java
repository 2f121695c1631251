package com.irisx.webhooks.admin.security;

import com.irisx.webhooks.admin.AdminApplication;
import com.irisx.webhooks.admin.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Finds out who is calling before anything of the request is read. Decides by the parameters of the
 * method that will answer, not by the path, so no spelling of a path gets around it.
 */
@Component
final class BearerInterceptor implements HandlerInterceptor {

  static final String CALLER = Caller.class.getName();

  private static final String SCHEME = "Bearer ";
  private static final String OUR_PACKAGE = AdminApplication.class.getPackageName();

  private final OperatorToken operatorToken;
  private final KeyRing keyRing;

  BearerInterceptor(OperatorToken operatorToken, KeyRing keyRing) {
    this.operatorToken = operatorToken;
    this.keyRing = keyRing;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    // The second half of an answer that came later: the caller was found out in the first.
    boolean answering = request.getDispatcherType() == DispatcherType.ASYNC;
    if (!answering
        && handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OUR_PACKAGE)) {
      request.setAttribute(CALLER, caller(bearer(request), method));
    }
    return true;
  }

  private Caller caller(String token, HandlerMethod method) {
    Optional<? extends Caller> caller = Optional.empty();
    if (takes(method, Caller.Operator.class)) {
      caller = operatorToken.matches(token) ? Optional.of(new Caller.Operator()) : caller;
    } else if (takes(method, Caller.Tenant.class)) {
      caller = keyRing.tenantOf(token);
    } else {
      throw new IllegalStateException(method + " does not say who may call it");
    }
    return caller.orElseThrow(
        () -> ProblemException.unauthorized("the bearer token is not valid here"));
  }

  private static boolean takes(HandlerMethod method, Class<? extends Caller> caller) {
    return Arrays.stream(method.getMethodParameters())
        .map(MethodParameter::getParameterType)
        .anyMatch(caller::equals);
  }

  private static String bearer(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw ProblemException.unauthorized("an 'Authorization: Bearer …' header is expected");
    }
    return header.substring(SCHEME.length()).strip();
  }
}
