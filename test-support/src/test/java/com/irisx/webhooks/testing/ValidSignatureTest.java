package com.irisx.webhooks.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The signatures were computed with OpenSSL, outside of this code. */
class ValidSignatureTest {

  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String BODY = "{\"id\":\"evt_1\",\"data\":{\"a\":1.0}}";
  private static final Instant SENT = Instant.ofEpochSecond(1_761_739_200);

  private final Map<String, String> headers =
      new LinkedHashMap<>(
          Map.of(
              "X-IRISX-Delivery", "7b0d1c2e-0000-5000-8000-000000000001",
              "X-IRISX-Timestamp", "1761739200",
              "X-IRISX-Signature",
                  "sha256=6ffb06c3b288e9b837bf7ca9467c1b049d39a6b1d8fb28e4c928caf10656fbb4",
              "webhook-id", "7b0d1c2e-0000-5000-8000-000000000001",
              "webhook-timestamp", "1761739200",
              "webhook-signature", "v1,is0BsOCu75ncsCEwVkFC1Qwm2YMvAVBjLOfmsZjDKZA="));

  @Test
  void acceptsWhatOpenSslSigned() {
    assertThatCode(() -> check(SECRET, BODY, SENT)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnotherSecret() {
    assertThatThrownBy(() -> check(TestWebhooks.newSecret(), BODY, SENT))
        .hasMessageContaining("X-IRISX-Signature");
  }

  @Test
  void refusesAnotherBody() {
    assertThatThrownBy(() -> check(SECRET, BODY.replace("1.0", "1"), SENT))
        .hasMessageContaining("X-IRISX-Signature");
  }

  @Test
  void refusesAWrongStandardSignatureBesideARightOne() {
    headers.put("webhook-signature", "v1,AAAA");
    assertThatThrownBy(() -> check(SECRET, BODY, SENT)).hasMessageContaining("webhook-signature");
  }

  @Test
  void refusesAMissingHeader() {
    headers.remove("webhook-id");
    assertThatThrownBy(() -> check(SECRET, BODY, SENT)).hasMessageContaining("webhook-id");
  }

  @Test
  void refusesAnOldTimestamp() {
    assertThatThrownBy(() -> check(SECRET, BODY, SENT.plus(Duration.ofMinutes(6))))
        .hasMessageContaining("timestamp");
  }

  private void check(String secret, String body, Instant arrivedAt) {
    ValidSignature guarantee = ValidSignature.with(secret);
    guarantee.observeRequest(
        new ReceivedRequest(
            "POST",
            "/hook",
            new ArrayList<>(headers.entrySet()),
            body.getBytes(UTF_8),
            0,
            arrivedAt));
    guarantee.check();
  }
}
