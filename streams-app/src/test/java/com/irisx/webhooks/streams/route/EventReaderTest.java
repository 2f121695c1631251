package com.irisx.webhooks.streams.route;

import static com.irisx.webhooks.schema.RejectionReason.EMPTY;
import static com.irisx.webhooks.schema.RejectionReason.INVALID_CLOUDEVENT;
import static com.irisx.webhooks.schema.RejectionReason.INVALID_FIELD;
import static com.irisx.webhooks.schema.RejectionReason.INVALID_JSON;
import static com.irisx.webhooks.schema.RejectionReason.MISSING_FIELD;
import static com.irisx.webhooks.schema.RejectionReason.TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.irisx.webhooks.schema.RejectionReason;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final String WHOLE =
      "{\"id\":\"evt_1\",\"tenant_id\":\"acme\",\"type\":\"call.completed\","
          + "\"occurred_at\":\"2025-10-29T12:00:00Z\",\"data\":%s}";

  private final EventReader reader = new EventReader(2_048);

  @Test
  void theBodyIsTheContract() throws RejectedEventException {
    assertThat(body(String.format(WHOLE, "{\"call_sid\":\"CA1\"}")))
        .isEqualTo(
            "{\"id\":\"evt_1\",\"event\":\"call.completed\","
                + "\"timestamp\":\"2025-10-29T12:00:00Z\",\"data\":{\"call_sid\":\"CA1\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":2}",
        "{\"n\":1.0e+10,\"m\":-0.0,\"big\":123456789012345678901234567890.00100}",
        "{ \"space\" :\t[ 1 , 2 ] }",
        "{\"text\":\"Zürich 東京 \\u00e9 \\/ 😀 \\ud83d\\ude00\"}",
        "{\"same\":1,\"same\":2}",
        "[1,2,3]",
        "\"text\"",
        "17",
        "-1.50",
        "true",
        "null",
        "{}"
      })
  void theDataAreSentAsTheyCame(String data) throws RejectedEventException {
    assertThat(body(String.format(WHOLE, data))).endsWith(",\"data\":" + data + "}");
    assertThat(body(String.format(WHOLE.replace(":%s}", " :\n %s , \"more\":1}"), data)))
        .endsWith(",\"data\":" + data + "}");
    assertThat(body("{\"data\":" + data + ",\"tenant_id\":\"t\",\"type\":\"a.b\",\"id\":\"1\"}"))
        .endsWith(",\"data\":" + data + "}");
  }

  @Test
  void anIdIsQuotedInTheBody() throws RejectedEventException {
    assertThat(body(String.format(WHOLE, "1").replace("evt_1", "a\\\"b\\\\c")))
        .startsWith("{\"id\":\"a\\\"b\\\\c\",\"event\"");
  }

  @Test
  void aMissingIdIsThePlaceInTheLogAndAMissingTimeTheRecordsTime() throws RejectedEventException {
    DomainEvent event =
        reader.read(raw("{\"tenant_id\":\"acme\",\"type\":\"sms.sent\",\"data\":{}}"));
    assertThat(event.id()).isEqualTo("events.call-2-17");
    assertThat(event.identity()).isEqualTo(event.id());
    assertThat(event.occurredAt()).isEqualTo("2025-10-29T12:00:00.250Z");
  }

  @Test
  void whatCannotBeUnderstoodIsRejectedWithTheReason() {
    String whole = String.format(WHOLE, "{}");
    assertRejected("", EMPTY, "no value");
    assertRejected("x".repeat(2_049), TOO_LARGE, "2049 bytes, more than 2048");
    assertRejected("not json", INVALID_JSON, "");
    assertRejected("[1]", INVALID_JSON, "not a JSON object");
    assertRejected("\"text\"", INVALID_JSON, "not a JSON object");
    assertRejected(whole.substring(0, whole.length() - 1), INVALID_JSON, "");
    assertRejected(whole + whole, INVALID_JSON, "follows");
    assertRejected(whole.replace("{}", "{\"a\":01}"), INVALID_JSON, "");
    assertRejected(whole.replace("{}", "[".repeat(500) + "]".repeat(500)), INVALID_JSON, "nesting");
    assertRejected(whole.replace("\"tenant_id\":\"acme\",", ""), MISSING_FIELD, "'tenant_id'");
    assertRejected(whole.replace("\"acme\"", "\"\""), MISSING_FIELD, "'tenant_id'");
    assertRejected(whole.replace("\"acme\"", "null"), MISSING_FIELD, "'tenant_id'");
    assertRejected(whole.replace("\"acme\"", "7"), INVALID_FIELD, "'tenant_id' is not a string");
    assertRejected(whole.replace("acme", "a\\u0000b"), INVALID_FIELD, "'tenant_id'");
    assertRejected(whole.replace("acme", "a".repeat(129)), INVALID_FIELD, "'tenant_id'");
    assertRejected(whole.replace("\"type\"", "\"typo\""), MISSING_FIELD, "'type'");
    assertRejected(whole.replace("call.completed", "call\\r\\nx"), INVALID_FIELD, "'type'");
    assertRejected(whole.replace("\"evt_1\"", "\"\""), INVALID_FIELD, "'id'");
    assertRejected(whole.replace("\"evt_1\"", "1"), INVALID_FIELD, "'id'");
    assertRejected(whole.replace("2025-10-29T", "yesterday"), INVALID_FIELD, "'occurred_at'");
    assertRejected(whole.replace(",\"data\":{}", ""), MISSING_FIELD, "'data'");
    assertRejected(
        whole.replace("\"data\":{}", "\"tenant_id\":\"other\""), INVALID_FIELD, "stands twice");
  }

  @Test
  void otherEncodingsThanUtf8AreRejected() {
    assertThat(rejection(raw(String.format(WHOLE, "{}").getBytes(UTF_16LE))).reason())
        .isEqualTo(INVALID_JSON);
    byte[] latin1 = String.format(WHOLE, "\"?\"").getBytes(UTF_8);
    latin1[latin1.length - 3] = (byte) 0xe9;
    assertThat(rejection(raw(latin1)).reason()).isEqualTo(INVALID_JSON);
  }

  @Test
  void aStructuredCloudEventIsRead() throws RejectedEventException {
    RawEvent raw =
        raw(
            "{\"specversion\":\"1.0\",\"id\":\"c1\",\"source\":\"/calls\",\"type\":\"call.failed\","
                + "\"tenantid\":\"acme\",\"time\":\"2025-10-29T12:00:00Z\","
                + "\"datacontenttype\":\"application/json\",\"data\":{\"b\":1.50, \"a\":2}}");
    raw.headers()
        .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(UTF_8));
    DomainEvent event = reader.read(raw);
    assertThat(event.identity()).isEqualTo("/calls#c1");
    assertThat(event.tenantId()).isEqualTo("acme");
    assertThat(new String(WebhookBody.of(event), UTF_8))
        .isEqualTo(
            "{\"id\":\"c1\",\"event\":\"call.failed\",\"timestamp\":\"2025-10-29T12:00:00Z\","
                + "\"data\":{\"b\":1.50, \"a\":2}}");
  }

  @Test
  void aBinaryCloudEventIsRead() throws RejectedEventException {
    DomainEvent event = reader.read(binary("1.0", "application/json", " {\"b\":1.50,\"a\":2}\n"));
    assertThat(new String(WebhookBody.of(event), UTF_8))
        .isEqualTo(
            "{\"id\":\"c2\",\"event\":\"sms.sent\",\"timestamp\":\"2025-10-29T14:00:00+02:00\","
                + "\"data\":{\"b\":1.50,\"a\":2}}");
    assertThat(event.tenantId()).isEqualTo("acme");
  }

  @Test
  void aCloudEventNeedsNoData() throws RejectedEventException {
    RawEvent structured =
        raw(
            "{\"specversion\":\"1.0\",\"id\":\"c1\",\"source\":\"/calls\",\"type\":\"call.failed\","
                + "\"tenantid\":\"acme\"}");
    structured.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
    RawEvent binary = binary("1.0", "application/json", "");
    for (RawEvent raw : List.of(structured, binary)) {
      assertThat(new String(WebhookBody.of(reader.read(raw)), UTF_8)).endsWith(",\"data\":null}");
    }
    RawEvent nothing = raw("");
    nothing.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
    assertThat(rejection(nothing).reason()).isEqualTo(EMPTY);
  }

  @Test
  void cloudEventsThatCannotBeDeliveredAreRejected() {
    assertThat(rejection(binary("9.9", "application/json", "{}")).reason())
        .isEqualTo(INVALID_CLOUDEVENT);
    assertThat(rejection(binary("1.0", "text/plain", "{}")).detail()).contains("datacontenttype");
    assertThat(rejection(binary("1.0", "application/json", "{")).reason()).isEqualTo(INVALID_JSON);
    RawEvent noTenant = binary("1.0", "application/json", "{}");
    noTenant.headers().remove("ce_tenantid");
    assertThat(rejection(noTenant).detail()).contains("'tenantid' is missing");
    RawEvent noSource = binary("1.0", "application/json", "{}");
    noSource.headers().remove("ce_source");
    assertThat(rejection(noSource).reason()).isEqualTo(INVALID_CLOUDEVENT);
    RawEvent garbage = raw("garbage");
    garbage.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
    assertThat(rejection(garbage).reason()).isEqualTo(INVALID_CLOUDEVENT);
  }

  private static RawEvent binary(String specVersion, String contentType, String data) {
    RawEvent raw = raw(data);
    String[][] headers = {
      {"ce_specversion", specVersion},
      {"ce_id", "c2"},
      {"ce_source", "/sms"},
      {"ce_type", "sms.sent"},
      {"ce_tenantid", "acme"},
      {"ce_time", "2025-10-29T14:00:00+02:00"},
      {"content-type", contentType}
    };
    for (String[] header : headers) {
      raw.headers().add(header[0], header[1].getBytes(UTF_8));
    }
    return raw;
  }

  private void assertRejected(String value, RejectionReason reason, String detail) {
    RejectedEventException rejection = rejection(raw(value));
    assertThat(rejection.reason()).as(value).isEqualTo(reason);
    assertThat(rejection.detail()).contains(detail);
  }

  private RejectedEventException rejection(RawEvent raw) {
    return catchThrowableOfType(RejectedEventException.class, () -> reader.read(raw));
  }

  private String body(String value) throws RejectedEventException {
    return new String(WebhookBody.of(reader.read(raw(value))), UTF_8);
  }

  private static RawEvent raw(String value) {
    return raw(value.getBytes(UTF_8));
  }

  private static RawEvent raw(byte[] value) {
    return new RawEvent(
        "events.call",
        2,
        17,
        Instant.parse("2025-10-29T12:00:00.250Z").toEpochMilli(),
        new RecordHeaders(),
        value);
  }
}
