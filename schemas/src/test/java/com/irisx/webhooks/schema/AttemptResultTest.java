package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.irisx.webhooks.schema.DeliveryHeaders.MalformedHeaderException;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptResultTest {

  @Test
  void aFailureComesBackAsItWent() {
    AttemptResult read = AttemptResult.of(Records.REFUSED.headers(Records.DELIVERY));

    assertThat(read).usingRecursiveComparison().isEqualTo(Records.REFUSED);
    assertThat(read.succeeded()).isFalse();
    assertThat(read.endedAt()).isEqualTo(1_761_739_411_234L);
    assertThat(read.responseText()).isEqualTo("später");
  }

  @Test
  void aSuccessComesBackAsItWent() {
    AttemptResult read = AttemptResult.of(Records.SUCCEEDED.headers(Records.DELIVERY));

    assertThat(read).isEqualTo(Records.SUCCEEDED);
    assertThat(read.succeeded()).isTrue();
    assertThat(read.responseText()).isNull();
  }

  @Test
  void theDeliveryTravelsWithTheResult() {
    assertThat(DeliveryHeaders.delivery(Records.REFUSED.headers(Records.DELIVERY)))
        .isEqualTo(Records.DELIVERY);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonComesBackAsItWent(AttemptError error) {
    AttemptResult result = new AttemptResult(1, 5, 6, null, error, null, null, null);

    assertThat(AttemptResult.of(result.headers(Records.DELIVERY))).isEqualTo(result);
  }

  @Test
  void aReasonOfANewerVersionIsAFailureAllTheSame() {
    Headers headers =
        Records.REFUSED
            .headers(Records.DELIVERY)
            .remove("error")
            .add("error", "out_of_luck".getBytes(UTF_8));

    AttemptResult read = AttemptResult.of(headers);

    assertThat(read.error()).isEqualTo(AttemptError.UNRECOGNIZED);
    assertThat(read.succeeded()).isFalse();
    assertThat(read.responseStatus()).isEqualTo(Records.REFUSED.responseStatus());
  }

  @Test
  void aResponseBodyIsCarriedAsBytes() {
    byte[] bytes = {0, (byte) 0xff, (byte) 0xc3, 'a'};
    AttemptResult result =
        new AttemptResult(1, 5, 6, 500, AttemptError.HTTP_STATUS, null, null, bytes);

    AttemptResult read = AttemptResult.of(result.headers(Records.DELIVERY));

    assertThat(read.responseBody()).isEqualTo(bytes);
    assertThat(read.responseText()).isEqualTo("\u0000\ufffd\ufffda");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attempt", "started-at", "duration-ms"})
  void aMissingHeaderIsNamed(String name) {
    Headers headers = Records.REFUSED.headers(Records.DELIVERY).remove(name);

    assertThatExceptionOfType(MalformedHeaderException.class)
        .isThrownBy(() -> AttemptResult.of(headers))
        .withMessage("record header '" + name + "' is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "attempt,         two,         is no number",
    "started-at,      '',          is no number",
    "duration-ms,     1e3,         is no number",
    "response-status, OK,          is no number",
    "response-status, 4294967496,  is out of range",
    "retry-after-ms,  soon,        is no number",
  })
  void anUnreadableHeaderIsNamed(String name, String value, String problem) {
    Headers headers =
        Records.REFUSED.headers(Records.DELIVERY).remove(name).add(name, value.getBytes(UTF_8));

    assertThatExceptionOfType(MalformedHeaderException.class)
        .isThrownBy(() -> AttemptResult.of(headers))
        .withMessage("record header '" + name + "' " + problem + ": '" + value + "'");
  }
}
