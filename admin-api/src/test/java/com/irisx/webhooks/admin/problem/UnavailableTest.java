package com.irisx.webhooks.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.UncategorizedSQLException;

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

  /** A standby after a failover; a lock that was not to be had. */
  @ParameterizedTest
  @ValueSource(strings = {"25006", "55P03"})
  void soIsADatabaseThatTakesNoWritesNow(String sqlState) {
    ResponseEntity<ProblemDetail> answer = new ProblemAdvice().onRefusal(refusal(sqlState));

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
  }

  @Test
  void aStatementThatIsWrongIsOurFault() {
    assertThat(new ProblemAdvice().onRefusal(refusal("42703")).getStatusCode().value())
        .isEqualTo(500);
  }

  private static DataAccessException refusal(String sqlState) {
    return new UncategorizedSQLException("test", "INSERT", new SQLException("refused", sqlState));
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
