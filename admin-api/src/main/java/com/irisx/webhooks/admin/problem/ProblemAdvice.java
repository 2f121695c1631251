package com.irisx.webhooks.admin.problem;

import com.irisx.webhooks.admin.database.SqlState;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** The one door through which errors leave the API. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onProblem(ProblemException problem) {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.status());
    if (problem.status() == HttpStatus.UNAUTHORIZED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response.body(Problems.of(problem));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onJson(JacksonException failure) {
    return onProblem(JsonProblems.of(failure));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onQuery(
      InvalidParameterException failure, HttpServletRequest request) {
    return onProblem(QueryProblems.of(request.getQueryString()));
  }

  /** The database is away or too busy: nothing is wrong with the request. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    TransactionException.class
  })
  ResponseEntity<ProblemDetail> onDatabaseAway(Exception failure) {
    log.warn("database unavailable: {}", failure.getMessage());
    ProblemDetail document =
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "database-unavailable",
            "the database cannot be reached; deliveries go on, try again in a moment");
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(document);
  }

  /** A server that answers, but takes no writes, is away as well; Spring has no name for that. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> onRefusal(DataAccessException failure) {
    return SqlState.of(failure).isNotReady() ? onDatabaseAway(failure) : onAnythingElse(failure);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onAnythingElse(Exception failure) {
    log.error("request failed", failure);
    return ResponseEntity.internalServerError()
        .body(
            Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "internal", "this is our fault, and logged"));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemException problem =
        failure.getCause() instanceof JacksonException json
            ? JsonProblems.of(json)
            : ProblemException.unreadable("a JSON object is expected as body");
    return answer(failure, problem, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    // An id that is no UUID is the id of nothing.
    ProblemException problem =
        failure instanceof MethodArgumentTypeMismatchException argument
                && argument.getParameter().hasParameterAnnotation(PathVariable.class)
            ? ProblemException.notFound("resource")
            : ProblemException.invalid(
                String.valueOf(failure.getPropertyName()), "is not a valid value");
    return answer(failure, problem, request);
  }

  /** What Spring refuses by itself (405, 415, …) gets a type as our own problems have. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail document) {
      Problems.name(document);
    }
    return super.createResponseEntity(body, headers, status, request);
  }

  private @Nullable ResponseEntity<Object> answer(
      Exception failure, ProblemException problem, WebRequest request) {
    return handleExceptionInternal(
        failure, Problems.of(problem), new HttpHeaders(), problem.status(), request);
  }
}
