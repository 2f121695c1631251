package com.irisx.webhooks.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What is no fault of the caller says when to come back. */
class UnavailableTest {

  static ProblemException[] problems() {
    return new ProblemException[] {
      ProblemException.brokerUnavailable("the broker does not answer"),
      ProblemException.busy("too many")
    };
  }

  @ParameterizedTest
  @MethodSource("problems")
  void itIsWorthTryingAgain(ProblemException problem) {
    ResponseEntity<ProblemDetail> answer = new ProblemAdvice().onProblem(problem);

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
  }

  @Test
  void whatIsTheCallersFaultIsNot() {
    assertThat(
            new ProblemAdvice()
                .onProblem(ProblemException.conflict("status", "is pending"))
                .getHeaders()
                .getFirst(HttpHeaders.RETRY_AFTER))
        .isNull();
  }
}
