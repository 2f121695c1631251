package com.irisx.webhooks.admin.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Sends stored answers. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReplayAdvice {

  /** Says that nothing was done this time. */
  static final String REPLAYED = "Idempotency-Replayed";

  @ExceptionHandler
  ResponseEntity<byte[]> onReplay(ReplayedAnswer answer) {
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(answer.status())
            .contentType(MediaType.APPLICATION_JSON)
            .header(REPLAYED, "true");
    if (answer.location() != null) {
      response.header(HttpHeaders.LOCATION, answer.location());
    }
    return response.body(answer.body().getBytes(UTF_8));
  }
}
