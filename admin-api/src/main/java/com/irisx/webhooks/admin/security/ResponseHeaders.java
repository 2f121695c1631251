package com.irisx.webhooks.admin.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What browsers may do with our answers. Scripts, styles and answers come from this server alone,
 * nothing is written inline, and nobody may frame a page: an API key is typed into it. Every answer
 * says so, so no page can be forgotten. What the API answers, secrets among it, is not kept.
 */
@Component
public final class ResponseHeaders extends OncePerRequestFilter {

  /** The {@code Content-Security-Policy} of every answer but those of the API's own page. */
  public static final String POLICY = policy("'self'");

  /** On the page of the API: its library writes one style sheet, and this is the hash of that. */
  public static final String DOCS_POLICY =
      policy("'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='");

  private static final String API = "/v1/";
  private static final String DOCS = "/swagger-ui/";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    response.setHeader("Content-Security-Policy", path.startsWith(DOCS) ? DOCS_POLICY : POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (path.startsWith(API)) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    chain.doFilter(request, response);
  }

  private static String policy(String styles) {
    return "default-src 'none'; script-src 'self'; style-src "
        + styles
        + "; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
        + " frame-ancestors 'none'";
  }
}
