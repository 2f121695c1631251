package com.irisx.webhooks.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/** What the schemas are for, in examples: one value in a sample replaced by a plausible mistake. */
class RejectedDocumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "call.completed           | from             | \"4155550123\"",
        "call.completed           | from             | \"+1 415 555 0123\"",
        "call.completed           | to               | \"+0442079460958\"",
        "call.completed           | to               | \"+1234567890123456\"",
        "call.completed           | call_sid         | \"SM7f3b2c9e1d4a4b6f8e0a5c7d9b1e3f20\"",
        "call.completed           | call_sid         | \"CA7f3b2c9e\"",
        "call.completed           | duration_seconds | -1",
        "call.completed           | duration_seconds | \"202\"",
        "call.completed           | duration_seconds | 202.5",
        "call.completed           | ended_at         | \"2025-10-29 12:03:31\"",
        "call.completed           | ended_at         | 1761739411",
        "call.completed           | price            | {\"amount\":0.034,\"currency\":\"USD\"}",
        "call.completed           | price            | {\"amount\":\"0.034\",\"currency\":\"$\"}",
        "call.failed              | reason           | \"unknown\"",
        "call.failed              | sip_response_code| 200",
        "call.dtmf                | digits           | \"12E\"",
        "call.recording.completed | recording_url    | \"file:///tmp/a.wav\"",
        "sms.received             | from             | \"Bank\"",
        "sms.sent                 | segments         | 0",
        "sms.sent                 | message_sid      | \"MM2a9d6e1f4c8b4705b3e7f0a1c5d8e694\"",
        "mms.sent                 | media            | []",
        "mms.sent                 | media            | [{\"content_type\":\"image/png\"}]",
        "email.sent               | to               | \"ana.silva@example.net\"",
        "email.sent               | to               | [\"ana.silva\"]",
        "email.bounced            | bounce_type      | \"permanent\"",
        "email.bounced            | enhanced_code    | \"2.0.0\"",
        "email.opened             | ip_address       | \"203.0.113\"",
        "tenant.limit.reached     | limit            | 0",
        "phone_number.assigned    | capabilities     | [\"voice\",\"voice\"]",
        "phone_number.assigned    | country          | \"usa\"",
      })
  void aMistakeInAnEventIsRejected(String type, String member, String value) {
    assertRejected(SchemaDocument.event(type), "/" + member, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "topics/events            | /type              | \"call..completed\"",
        "topics/events            | /type              | \"call.*\"",
        "topics/events            | /tenant_id         | \"\"",
        "topics/subscriptions     | /events            | [\"*.completed\"]",
        "topics/subscriptions     | /events            | [\"call.**\"]",
        "topics/subscriptions     | /secret            | \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"",
        "topics/subscriptions     | /url               | \"ftp://hooks.acme.example\"",
        "topics/subscriptions     | /headers           | {\"X-A\":\"a\\r\\nX-B: b\"}",
        "topics/subscriptions     | /headers           | {\"X A\":\"a\"}",
        "topics/subscriptions     | /id                | \"3F6C1A52-7D84-4E0B-9C15-A2B8D6E4F901\"",
        "topics/subscriptions     | /retry_schedule_seconds | [1, -2]",
        "topics/delivery-outcomes | /terminal          | true",
        "topics/delivery-outcomes | /status            | \"delivered\"",
        "topics/delivery-outcomes | /status            | \"RETRYING\"",
        "topics/delivery-outcomes | /response_status   | 99",
        "topics/delivery-tasks    | /attempt           | \"0\"",
        "topics/delivery-tasks    | /attempt           | 1",
        "topics/delivery-tasks    | /delivery-id       | \"1-2-3-4-5\"",
        "topics/attempt-results   | /response-status   | \"99\"",
        "topics/attempt-results   | /error             | \"Timeout\"",
        "topics/dead-letters      | /created-at        | \"2025-10-29T12:03:31Z\"",
        "topics/commands          | /command           | \"destroy\"",
        "topics/webhook-status    | /breaker           | \"half-open\"",
        "topics/rejected-events   | /webhooks-rejected-reason | \"poison\"",
        "webhook-body             | /event             | \"\"",
        "webhook-body             | /timestamp         | \"29 Oct 2025\"",
      })
  void aMistakeInARecordIsRejected(String name, String pointer, String value) {
    assertRejected(SchemaDocument.file(name), pointer, value);
  }

  private static void assertRejected(SchemaDocument document, String pointer, String value) {
    ObjectNode broken = document.sample().deepCopy().asObject();
    JsonPointer place = JsonPointer.compile(pointer);
    broken
        .requiredAt(place.head())
        .asObject()
        .set(place.last().getMatchingProperty(), Json.MAPPER.readTree(value));

    assertThat(document.problems(broken)).isNotEmpty();
  }
}
