package com.irisx.webhooks.admin.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A request cannot be answered as asked; {@link ProblemAdvice} turns it into a document. */
public final class ProblemException extends RuntimeException {

  private final HttpStatus status;
  private final String type;
  private final String detail;
  private final List<FieldError> errors;

  private ProblemException(HttpStatus status, String type, String detail, List<FieldError> errors) {
    super(detail);
    this.status = status;
    this.type = type;
    this.detail = detail;
    this.errors = List.copyOf(errors);
  }

  /** 400: members of the request are wrong. */
  public static ProblemException invalid(List<FieldError> errors) {
    FieldError first = errors.get(0);
    return new ProblemException(
        HttpStatus.BAD_REQUEST,
        "invalid-field",
        first.field()
            + ": "
            + first.detail()
            + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)"),
        errors);
  }

  /** 400: one member of the request is wrong. */
  public static ProblemException invalid(String field, String detail) {
    return invalid(List.of(new FieldError(field, detail)));
  }

  /** 400: the body is not what is expected, and no single member is at fault. */
  public static ProblemException unreadable(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-json", detail, List.of());
  }

  /** 401: no bearer token, or one that opens nothing here. */
  public static ProblemException unauthorized(String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED, "unauthorized", detail, List.of());
  }

  /** 404: there is no such thing, or it belongs to someone else; the answer does not tell which. */
  public static ProblemException notFound(String what) {
    return new ProblemException(
        HttpStatus.NOT_FOUND, "not-found", "there is no such " + what, List.of());
  }

  /** 409: the request contradicts what is there. */
  public static ProblemException conflict(String field, String detail) {
    return new ProblemException(
        HttpStatus.CONFLICT,
        "conflict",
        field + ": " + detail,
        List.of(new FieldError(field, detail)));
  }

  /** 413: the body is larger than any request needs. */
  public static ProblemException tooLarge(String detail) {
    return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, "too-large", detail, List.of());
  }

  /** 422: the request was understood, and still cannot be done. */
  public static ProblemException unprocessable(String field, String detail) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "unprocessable",
        field + ": " + detail,
        List.of(new FieldError(field, detail)));
  }

  /** 503: the broker did not confirm in time; nothing is wrong with the request. */
  public static ProblemException brokerUnavailable(String detail) {
    return new ProblemException(
        HttpStatus.SERVICE_UNAVAILABLE, "broker-unavailable", detail, List.of());
  }

  /** 503: too much of this kind is going on; nothing is wrong with the request. */
  public static ProblemException busy(String detail) {
    return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "busy", detail, List.of());
  }

  HttpStatus status() {
    return status;
  }

  /** The last part of the problem type's URI. */
  String type() {
    return type;
  }

  String detail() {
    return detail;
  }

  List<FieldError> errors() {
    return errors;
  }
}
