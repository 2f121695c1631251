package com.irisx.webhooks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.irisx.webhooks.secret.SecretCipher.UndecryptableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCipherTest {

  private static final UUID WEBHOOK = UUID.fromString("3f6c1a52-7d84-4e0b-9c15-a2b8d6e4f901");
  private static final UUID OTHER = UUID.fromString("3f6c1a52-7d84-4e0b-9c15-a2b8d6e4f902");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String KEYSET = SecretCipher.newKeyset();

  private final SecretCipher cipher = SecretCipher.of(KEYSET);

  @Test
  void aSecretComesBackAsItWent() throws UndecryptableException {
    String ciphertext = cipher.encrypt(WEBHOOK, SECRET);

    assertThat(SecretCipher.of(KEYSET).decrypt(WEBHOOK, ciphertext)).isEqualTo(SECRET);
  }

  @Test
  void theSameSecretNeverLooksTheSame() {
    assertThat(cipher.encrypt(WEBHOOK, SECRET)).isNotEqualTo(cipher.encrypt(WEBHOOK, SECRET));
  }

  @Test
  void aCiphertextIsOfNoUseAtAnotherWebhook() {
    String ciphertext = cipher.encrypt(WEBHOOK, SECRET);

    assertUndecryptable(cipher, OTHER, ciphertext);
  }

  @Test
  void aTamperedCiphertextIsRefusedWhicheverByteItIs() {
    byte[] ciphertext = Base64.getDecoder().decode(cipher.encrypt(WEBHOOK, SECRET));
    for (int i = 0; i < ciphertext.length; i++) {
      byte[] tampered = ciphertext.clone();
      tampered[i] ^= 1;
      assertUndecryptable(cipher, WEBHOOK, Base64.getEncoder().encodeToString(tampered));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AQ==", "no base64!", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
  void whatIsNoCiphertextIsRefused(String text) {
    assertUndecryptable(cipher, WEBHOOK, text);
  }

  @Test
  void anotherKeysetDoesNotOpenIt() {
    assertUndecryptable(
        SecretCipher.of(SecretCipher.newKeyset()), WEBHOOK, cipher.encrypt(WEBHOOK, SECRET));
  }

  @Test
  void afterARotationTheOldCiphertextStillOpensAndTheNewKeyEncrypts() throws Exception {
    String old = cipher.encrypt(WEBHOOK, SECRET);
    SecretCipher rotated = SecretCipher.of(withNewPrimary(KEYSET));

    assertThat(rotated.decrypt(WEBHOOK, old)).isEqualTo(SECRET);
    String renewed = rotated.encrypt(WEBHOOK, SECRET);
    assertThat(rotated.decrypt(WEBHOOK, renewed)).isEqualTo(SECRET);
    assertUndecryptable(cipher, WEBHOOK, renewed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter2",
        "null",
        "[]",
        "{}",
        "{\"hunter2\"",
        "{\"hunter2\":hunter2}",
        "{\"primaryKeyId\":\"hunter2\",\"key\":[]}",
        "{\"primaryKeyId\":1,\"key\":\"hunter2\"}",
        "{\"primaryKeyId\":1,\"key\":[]}",
        "{\"primaryKeyId\":1,\"key\":[{\"keyId\":\"hunter2\"}]}",
        "{\"primaryKeyId\":1,\"key\":[{\"keyData\":{\"typeUrl\":\"hunter2\",\"value\":\"aHVudGVyMg==\","
            + "\"keyMaterialType\":\"SYMMETRIC\"},\"status\":\"ENABLED\",\"keyId\":1,"
            + "\"outputPrefixType\":\"TINK\"}]}",
        "{\"primaryKeyId\":1,\"key\":[{\"keyData\":{\"typeUrl\":\"a\",\"value\":\"hunter2!\","
            + "\"keyMaterialType\":\"SYMMETRIC\"},\"status\":\"ENABLED\",\"keyId\":1,"
            + "\"outputPrefixType\":\"hunter2\"}]}",
      })
  void aBadKeysetIsRefusedWithoutBeingRepeated(String keyset) {
    assertRefusedSilently(keyset, "hunter2");
  }

  @Test
  void aDamagedKeysetIsRefusedWithoutBeingRepeated() {
    String key = KEYSET.replaceAll("(?s).*\"value\":\\s*\"([^\"]{20}).*", "$1");
    for (int length = 0; length < KEYSET.length() - 1; length++) {
      assertRefusedSilently(KEYSET.substring(0, length), key);
    }
  }

  @Test
  void aKeysetForAnotherPurposeIsRefused() throws GeneralSecurityException {
    MacConfig.register();
    KeysetHandle mac = KeysetHandle.generateNew(PredefinedMacParameters.HMAC_SHA256_256BITTAG);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SecretCipher.of(
                    TinkJsonProtoKeysetFormat.serializeKeyset(mac, InsecureSecretKeyAccess.get())))
        .withMessage("not a Tink AEAD keyset in JSON");
  }

  private static void assertRefusedSilently(String keyset, String secretPart) {
    assertThatIllegalArgumentException()
        .as(keyset)
        .isThrownBy(() -> SecretCipher.of(keyset))
        .withMessage("not a Tink AEAD keyset in JSON")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(secretPart));
  }

  private static void assertUndecryptable(SecretCipher cipher, UUID webhook, String ciphertext) {
    assertThatExceptionOfType(UndecryptableException.class)
        .isThrownBy(() -> cipher.decrypt(webhook, ciphertext))
        .withMessageContaining(webhook.toString())
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("MfKQ"));
  }

  /** As a log would show it, with all causes. */
  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String withNewPrimary(String keyset) throws GeneralSecurityException {
    KeysetHandle old = TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get());
    KeysetHandle rotated =
        KeysetHandle.newBuilder(old)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary())
            .build();
    return TinkJsonProtoKeysetFormat.serializeKeyset(rotated, InsecureSecretKeyAccess.get());
  }
}
