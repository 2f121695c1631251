package com.irisx.webhooks.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be a webhook is refused with the member at fault. */
class WebhookRefusalsTest {

  private static final ApiClient TENANT = AdminApi.shared().newTenant();

  private static String with(String members) {
    return "{\"url\":\"https://example.com/\",\"events\":[\"*\"]," + members + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rate_limit_per_minute         | "rate_limit_per_minute":0
          rate_limit_per_hour           | "rate_limit_per_hour":-1
          max_attempts                  | "max_attempts":101
          max_attempts                  | "max_attempts":"5"
          max_attempts                  | "max_attempts":5.5
          max_attempts                  | "max_attempts":99999999999999999999
          max_attempts                  | "max_attempts":[5]
          timeout_ms                    | "timeout_ms":99
          max_concurrency               | "max_concurrency":1001
          retry_schedule_seconds        | "retry_schedule_seconds":[]
          retry_schedule_seconds[1]     | "retry_schedule_seconds":[1,0]
          retry_schedule_seconds[0]     | "retry_schedule_seconds":[null]
          retry_schedule_seconds[1]     | "retry_schedule_seconds":[1,"2"]
          retry_schedule_seconds        | "retry_schedule_seconds":5
          enabled                       | "enabled":"yes"
          enabled                       | "enabled":1
          description                   | "description":7
          description                   | "description":"a\\u0000b"
          description                   | "description":"\\ud800"
          headers.Host                  | "headers":{"Host":"x"}
          headers.X-IRISX-Event         | "headers":{"X-IRISX-Event":"x"}
          headers.webhook-id            | "headers":{"webhook-id":"x"}
          headers.bad name              | "headers":{"bad name":"x"}
          headers.X-A                   | "headers":{"X-A":"x\\r\\ny"}
          headers.X-A                   | "headers":{"X-A":null}
          headers.x-a                   | "headers":{"X-A":"1","x-a":"2"}
          headers                       | "headers":[]
          headers.X-A                   | "headers":{"X-A":1}
          metadata.a                    | "metadata":{"a":"\\u0000"}
          metadata.a                    | "metadata":{"a":{}}
          filter                        | "filter":[]
          filter                        | "filter":"{}"
          filter                        | "filter":true
          filter.from                   | "filter":{"from":"+1"}
          filter.from                   | "filter":{"from":[]}
          filter.from[0]                | "filter":{"from":[["+1"]]}
          filter.from[0].regex          | "filter":{"from":[{"regex":".*"}]}
          filter.from[0].numeric        | "filter":{"from":[{"numeric":[">=","30"]}]}
          filter.from[0].numeric        | "filter":{"from":[{"numeric":[">=",1e99999999999]}]}
          filter.from[1].anything-but[0] | "filter":{"from":["+1",{"anything-but":[{}]}]}
          filter.price.amount           | "filter":{"price":{"amount":0.5}}
          filter.from[0]                | "filter":{"from":["a\\u0000b"]}
          filter.from[0]                | "filter":{"from":["\\ud800"]}
          secret                        | "secret":"whsec_mine"
          tenant_id                     | "tenant_id":"other"
          """)
  void aMemberOutOfBoundsIsNamed(String field, String members) {
    TENANT.send("POST", "/v1/webhooks", with(members)).requireInvalid(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "ftp://example.com/",
        "example.com",
        "https://",
        "https://user:password@example.com/",
        "https://example.com/#fragment",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/",
        "https://example.com:0/",
        "https://example.com/ a",
        ""
      })
  void aUrlThatCannotBeCalledIsRefused(String url) {
    TENANT
        .send("POST", "/v1/webhooks", "{\"url\":\"" + url + "\",\"events\":[\"*\"]}")
        .requireInvalid("url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          events    | []
          events    | null
          events[1] | ["call.completed","call.unheard"]
          events[0] | ["fax.*"]
          events[0] | ["call.*.*"]
          events[0] | ["CALL.COMPLETED"]
          events[0] | [null]
          events[0] | [""]
          events    | "call.completed"
          events[0] | [1]
          """)
  void unknownEventTypesAreRefused(String field, String events) {
    TENANT
        .send(
            "POST", "/v1/webhooks", "{\"url\":\"https://example.com/\",\"events\":" + events + "}")
        .requireInvalid(field);
  }

  @Test
  void aFilterBeyondItsLimitsIsRefused() {
    String number = "1,";
    for (String filter :
        List.of(
            "{\"a\":[" + number.repeat(64) + "1]}",
            "{\"a\":[\"" + "x".repeat(4096) + "\"]}",
            "{\"a\":[" + "9".repeat(900) + ",\"" + "x".repeat(3200) + "\"]}")) {
      TENANT.send("POST", "/v1/webhooks", with("\"filter\":" + filter)).requireInvalid("filter");
    }
    String deep = "{\"a\":".repeat(6) + "[1]" + "}".repeat(6);
    TENANT
        .send("POST", "/v1/webhooks", with("\"filter\":" + deep))
        .requireInvalid("filter.a.a.a.a.a");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(
            TENANT
                .send("POST", "/v1/webhooks", "{\"max_attempts\":0,\"timeout_ms\":1}")
                .requireProblem(400)
                .body()
                .required("errors")
                .findValuesAsString("field"))
        .containsExactlyInAnyOrder("url", "events", "max_attempts", "timeout_ms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{",
        "{\"url\":\"https://example.com/\",}",
        "{\"url\":\"https://example.com/\",\"url\":\"https://example.org/\",\"events\":[\"*\"]}",
        "{\"url\":\"https://example.com/\",\"events\":[\"*\"]} {}",
        "{'url':'https://example.com/'}"
      })
  void whatIsNotOneJsonObjectIsRefused(String body) {
    TENANT.send("POST", "/v1/webhooks", body).requireProblem(400);
  }

  @Test
  void aBodyThatIsTooLargeOrTooDeepIsRefused() {
    String large = with("\"description\":\"" + "x".repeat(1024 * 1024) + "\"");
    assertThat(TENANT.send("POST", "/v1/webhooks", large).status()).isEqualTo(413);
    String deep = with("\"metadata\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000));
    assertThat(TENANT.send("POST", "/v1/webhooks", deep).status()).isBetween(400, 413);
    String number = with("\"max_attempts\":" + "9".repeat(5000));
    assertThat(TENANT.send("POST", "/v1/webhooks", number).status()).isBetween(400, 413);
  }

  @Test
  void anotherMethodOrMediaTypeIsAProblemToo() {
    TENANT.send("POST", "/v1/webhooks/event-types", "{}").requireProblem(405);
  }
}
