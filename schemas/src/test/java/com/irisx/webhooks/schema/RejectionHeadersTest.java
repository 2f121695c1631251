package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RejectionHeadersTest {

  @Test
  void whyAndFromWhereIsAddedToTheProducersHeaders() {
    Headers headers = new RecordHeaders().add("traceparent", "00-ab".getBytes(UTF_8));

    RejectionHeaders.add(
        headers,
        RejectionReason.INVALID_FIELD,
        "occurred_at is no RFC 3339 time",
        "events.call",
        3,
        48_211,
        1_761_739_411_042L);

    assertThat(headers.toArray())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly(
            "traceparent=00-ab",
            "webhooks-rejected-reason=invalid_field",
            "webhooks-rejected-detail=occurred_at is no RFC 3339 time",
            "webhooks-rejected-topic=events.call",
            "webhooks-rejected-partition=3",
            "webhooks-rejected-offset=48211",
            "webhooks-rejected-timestamp=1761739411042");
  }

  @Test
  void aRecordRejectedAgainTellsTheLatestReasonLast() {
    Headers headers = new RecordHeaders();
    RejectionHeaders.add(headers, RejectionReason.EMPTY, "no value", "events.call", 0, 1, 2);

    RejectionHeaders.add(
        headers, RejectionReason.TOO_LARGE, "2 MB", "webhooks.rejected-events", 5, 6, 7);

    assertThat(last(headers, RejectionHeaders.REASON)).isEqualTo("too_large");
    assertThat(last(headers, RejectionHeaders.TOPIC)).isEqualTo("webhooks.rejected-events");
    assertThat(last(headers, RejectionHeaders.OFFSET)).isEqualTo("6");
  }

  private static String last(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? "missing" : new String(header.value(), UTF_8);
  }
}
