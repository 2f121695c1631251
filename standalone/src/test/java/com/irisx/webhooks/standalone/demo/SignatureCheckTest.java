package com.irisx.webhooks.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signatures were computed with OpenSSL, outside of this code. */
class SignatureCheckTest {

  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String BODY = "{\"id\":\"evt_1\",\"data\":{\"a\":1.0}}";
  private static final Instant SENT = Instant.ofEpochSecond(1_761_739_200);
  private static final String ID = "7b0d1c2e-0000-5000-8000-000000000001";

  private final Map<String, String> headers =
      new HashMap<>(
          Map.of(
              "X-IRISX-Delivery", ID,
              "X-IRISX-Timestamp", "1761739200",
              "X-IRISX-Signature",
                  "sha256=6ffb06c3b288e9b837bf7ca9467c1b049d39a6b1d8fb28e4c928caf10656fbb4",
              "webhook-id", ID,
              "webhook-timestamp", "1761739200",
              "webhook-signature", "v1,is0BsOCu75ncsCEwVkFC1Qwm2YMvAVBjLOfmsZjDKZA="));

  @Test
  void believesWhatIsSignedRightInBothForms() {
    assertThat(refusal(SECRET, BODY, SENT)).isEmpty();
  }

  @Test
  void believesTheNewSecretWhileTheOldOneSignsToo() {
    headers.merge("X-IRISX-Signature", "sha256=00,", (right, other) -> other + right);
    headers.merge("webhook-signature", "v1,AAAA ", (right, other) -> other + right);

    assertThat(refusal(SECRET, BODY, SENT)).isEmpty();
  }

  @Test
  void refusesAChangedBody() {
    assertThat(refusal(SECRET, BODY + " ", SENT)).contains("X-IRISX-Signature is wrong");
  }

  @Test
  void refusesAnotherSecret() {
    String other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assertThat(refusal(other, BODY, SENT)).contains("X-IRISX-Signature is wrong");
  }

  @Test
  void refusesAWrongStandardSignatureBesideARightOne() {
    headers.put("webhook-signature", "v1,AAAA");
    assertThat(refusal(SECRET, BODY, SENT)).contains("webhook-signature is wrong");
  }

  @Test
  void refusesAMissingSignature() {
    headers.remove("X-IRISX-Signature");
    assertThat(refusal(SECRET, BODY, SENT)).contains("X-IRISX-Signature is wrong");
  }

  @Test
  void refusesAnOldRequestSentAgain() {
    assertThat(refusal(SECRET, BODY, SENT.plus(Duration.ofMinutes(6)))).isPresent();
    assertThat(refusal(SECRET, BODY, SENT.minus(Duration.ofMinutes(6)))).isPresent();
  }

  @Test
  void refusesATimestampOrIdThatIsNotTheSignedOne() {
    headers.put("webhook-timestamp", "1761739201");
    assertThat(refusal(SECRET, BODY, SENT)).isPresent();
    headers.put("webhook-timestamp", "now");
    headers.put("X-IRISX-Timestamp", "now");
    assertThat(refusal(SECRET, BODY, SENT)).isPresent();
    headers.remove("webhook-id");
    assertThat(refusal(SECRET, BODY, SENT)).contains("no timestamp or no id");
  }

  @Test
  void readsTheHeadersOfTheConfiguredPrefixAlone() {
    SignatureCheck check = new SignatureCheck(SECRET, "X-Acme-");
    assertThat(check.refusal(headers::get, BODY.getBytes(UTF_8), SENT)).isPresent();

    for (String name : new String[] {"Delivery", "Timestamp", "Signature"}) {
      headers.put("X-Acme-" + name, String.valueOf(headers.remove("X-IRISX-" + name)));
    }

    assertThat(check.refusal(headers::get, BODY.getBytes(UTF_8), SENT)).isEmpty();
  }

  private Optional<String> refusal(String secret, String body, Instant now) {
    return new SignatureCheck(secret, "X-IRISX-").refusal(headers::get, body.getBytes(UTF_8), now);
  }
}
