package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The expected values were computed with Python's hmac module. What the library of Standard
 * Webhooks says is in {@link ConformanceTest}.
 */
class SignerTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant NOW = Instant.ofEpochSecond(1614265330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

  private static final String OWN =
      "sha256=2e37df5d4a028c51a7f3133d64ae1e300d2c2c900f1b1d49d4369ad2530f8964";
  private static final String OLD_OWN =
      "sha256=8dbc842b6599c1be049900723cebba01cdec937f060d8d59fd18e8efade1dbb7";
  private static final String STANDARD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String OLD_STANDARD = "v1,O4Gjv1HqPqsMrjmczoggs/sWA8gZD0VyHG+fLh4+ktI=";

  @Test
  void signsWithTheSecretsTextAndWithItsDecodedPart() {
    Signer signer = new Signer(SECRET, null, null);

    assertThat(signer.sign(ID, NOW, BODY)).isEqualTo(new Signer.Signatures(OWN, STANDARD));
  }

  @Test
  void bothSecretsSignUntilTheOldOneExpires() {
    Signer signer = new Signer(SECRET, OLD_SECRET, NOW.plusMillis(1));

    assertThat(signer.sign(ID, NOW, BODY))
        .isEqualTo(new Signer.Signatures(OWN + "," + OLD_OWN, STANDARD + " " + OLD_STANDARD));
    assertThat(new Signer(SECRET, OLD_SECRET, NOW).sign(ID, NOW, BODY))
        .isEqualTo(new Signer.Signatures(OWN, STANDARD));
    assertThat(new Signer(SECRET, OLD_SECRET, null).sign(ID, NOW, BODY))
        .isEqualTo(new Signer.Signatures(OWN, STANDARD));
  }

  @Test
  void refusesWhatIsNoSecretAndDoesNotRepeatIt() {
    for (String text : List.of("hunter2", "whsec_hunter2!", "whsec_")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Signer(text, null, null))
          .withMessageNotContaining("hunter2");
    }
  }
}
