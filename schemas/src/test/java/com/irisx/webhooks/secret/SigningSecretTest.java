package com.irisx.webhooks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

  @Test
  void aSecretIs32RandomBytesInBase64() {
    SecureRandom random = new SecureRandom();
    String secret = SigningSecret.generate(random);

    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(SigningSecret.keyBytes(secret)).hasSize(32);
    assertThat(SigningSecret.generate(random)).isNotEqualTo(secret);
  }

  /** The key bytes as {@code base64 -d | xxd -p} gives them. */
  @Test
  void theKeyIsTheDecodedPart() {
    assertThat(
            HexFormat.of()
                .formatHex(SigningSecret.keyBytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        .isEqualTo("31f290f6bf06298aab4f08d43c3f082cf648a362da2da4b0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8G",
        "whsec_MfKQ!r8G",
        "whsec_MfKQ9"
      })
  void whatIsNoSecretIsRefusedWithoutBeingRepeated(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningSecret.keyBytes(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("MfKQ"))
        .withNoCause();
  }
}
