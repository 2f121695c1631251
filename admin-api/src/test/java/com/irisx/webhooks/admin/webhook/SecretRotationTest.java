package com.irisx.webhooks.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.secret.SigningSecret;
import com.irisx.webhooks.testing.TestWebhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A10: a new secret, with the old one beside it for a while. */
class SecretRotationTest {

  private final AdminApi api = AdminApi.shared();
  private final ApiClient tenant = api.newTenant();
  private final ApiAnswer created =
      tenant
          .post("/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of("*")))
          .require(201);
  private final UUID webhook = UUID.fromString(created.text("id"));
  private final String path = "/v1/webhooks/" + webhook + "/secret/rotate";

  /** A secret in the table, opened; "null" if there is none. */
  private String stored(String column) throws SecretCipher.UndecryptableException {
    String text =
        new Sql(api.database())
            .texts("SELECT " + column + " FROM webhooks WHERE id = ?", webhook)
            .get(0);
    return text.equals("null") ? text : SecretCipher.of(TestWebhooks.KEYSET).decrypt(webhook, text);
  }

  private static Instant expiry(ApiAnswer rotated) {
    return Instant.parse(rotated.text("previous_secret_expires_at"));
  }

  @Test
  void theOldOneSignsBesideTheNewForADay() throws Exception {
    ApiAnswer rotated = tenant.post(path).require(200);

    String secret = rotated.text("secret");
    assertThat(SigningSecret.keyBytes(secret)).hasSize(32);
    assertThat(secret).isNotEqualTo(created.text("secret"));
    assertThat(rotated.text("id")).isEqualTo(webhook.toString());
    assertThat(expiry(rotated))
        .isCloseTo(
            Instant.now().plus(Duration.ofHours(24)),
            Assertions.within(1, java.time.temporal.ChronoUnit.MINUTES));
    assertThat(stored("secret")).isEqualTo(secret);
    assertThat(stored("previous_secret")).isEqualTo(created.text("secret"));
  }

  @Test
  void theOverlapIsTheCallersChoice() {
    assertThat(expiry(tenant.post(path, Map.of("overlap_hours", 720)).require(200)))
        .isAfter(Instant.now().plus(Duration.ofDays(29)));
  }

  @Test
  void withoutOverlapTheOldOneEndsAtOnce() throws Exception {
    ApiAnswer rotated = tenant.post(path, Map.of("overlap_hours", 0)).require(200);

    assertThat(rotated.body().required("previous_secret_expires_at").isNull()).isTrue();
    assertThat(stored("previous_secret")).isEqualTo("null");
    assertThat(stored("secret")).isEqualTo(rotated.text("secret"));
  }

  @Test
  void rotatedAgainThePreviousIsTheOneJustReplaced() throws Exception {
    ApiAnswer first = tenant.post(path).require(200);
    ApiAnswer second = tenant.post(path, Map.of()).require(200);

    assertThat(stored("previous_secret")).isEqualTo(first.text("secret"));
    assertThat(stored("secret")).isEqualTo(second.text("secret"));
  }

  @Test
  void noOtherAnswerShowsIt() {
    String secret = tenant.post(path).require(200).text("secret");
    String webhookPath = "/v1/webhooks/" + webhook;

    for (ApiAnswer answer :
        List.of(
            tenant.get(webhookPath),
            tenant.get("/v1/webhooks"),
            tenant.patch(webhookPath, Map.of("description", "x")))) {
      assertThat(answer.require(200).response().body())
          .doesNotContain(secret)
          .doesNotContain("whsec_");
    }
  }

  @Test
  void theRestStaysAsItWasAndReadersSeeAChange() {
    String row = "SELECT version FROM webhooks WHERE id = ?";
    String before = new Sql(api.database()).texts(row, webhook).get(0);

    tenant.post(path).require(200);

    assertThat(new Sql(api.database()).texts(row, webhook))
        .containsExactly(Long.toString(Long.parseLong(before) + 1));
    assertThat(tenant.get("/v1/webhooks/" + webhook).text("url")).isEqualTo("https://example.com/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "721", "1.5", "\"24\"", "99999999999999"})
  void anOverlapOutOfBoundsIsNamed(String hours) throws Exception {
    tenant.send("POST", path, "{\"overlap_hours\":" + hours + "}").requireInvalid("overlap_hours");
    assertThat(stored("secret")).isEqualTo(created.text("secret"));
  }

  @Test
  void nobodyRotatesWhatIsNotTheirs() throws Exception {
    api.newTenant().post(path).requireProblem(404);
    tenant.post("/v1/webhooks/" + UUID.randomUUID() + "/secret/rotate").requireProblem(404);

    assertThat(stored("secret")).isEqualTo(created.text("secret"));
  }
}
