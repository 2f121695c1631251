package com.irisx.webhooks.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Json;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What the API answered. */
public record ApiAnswer(HttpResponse<String> response) {

  public int status() {
    return response.statusCode();
  }

  public JsonNode body() {
    return Json.MAPPER.readTree(response.body());
  }

  /** A member that is text. */
  public String text(String member) {
    return body().required(member).asString();
  }

  /** This answer, if it has this status. */
  public ApiAnswer require(int status) {
    assertThat(status()).as(response.body()).isEqualTo(status);
    return this;
  }

  /** This answer, if it is a problem document with this status. */
  public ApiAnswer requireProblem(int status) {
    require(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(body().required("status").asInt()).isEqualTo(status);
    assertThat(text("type")).startsWith("urn:irisx:webhooks:problem:");
    assertThat(text("title")).isNotBlank();
    assertThat(text("detail")).isNotBlank();
    return this;
  }

  /** This answer, if it is a 400 problem that names this member. */
  public ApiAnswer requireInvalid(String field) {
    requireProblem(400);
    assertThat(body().required("errors").findValuesAsString("field"))
        .as(response.body())
        .contains(field);
    return this;
  }
}
