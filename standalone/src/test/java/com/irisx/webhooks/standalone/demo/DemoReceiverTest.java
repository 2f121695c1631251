package com.irisx.webhooks.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DemoReceiverTest {

  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String BODY = "{\"id\":\"evt_1\",\"event\":\"call.completed\"}";

  private final Progress progress = new Progress();

  @Test
  void takesWhatIsSignedAndRefusesWhatIsNot() throws Exception {
    try (var receiver = receiver(0, "X-IRISX-")) {
      assertThat(post(receiver, "/calls", SECRET)).isEqualTo(200);
      assertThat(post(receiver, "/calls", SECRET.replace("MDEy", "MTEy"))).isEqualTo(401);
      assertThat(post(receiver, "/unknown", SECRET)).isEqualTo(401);
    }
    assertThat(progress.now().verified()).isEqualTo(1);
    assertThat(progress.now().refused()).isEqualTo(2);
  }

  @Test
  void failsNowAndThenButOnlyWhatItVerified() throws Exception {
    try (var receiver = receiver(1, "X-IRISX-")) {
      assertThat(post(receiver, "/calls", SECRET)).isEqualTo(500);
    }
    assertThat(progress.now().verified()).isEqualTo(1);
    assertThat(progress.now().recent().get(0).receipt())
        .isEqualTo(new Receipt("calls", "call.completed", "evt_1", 2, 500));
  }

  @Test
  void takesAnotherPortIfItsOwnIsTaken() throws Exception {
    try (var first = receiver(0, "X-IRISX-");
        var second = DemoReceiver.start(first.port(), progress, mishaps(0), "X-IRISX-")) {
      assertThat(second.port()).isNotEqualTo(first.port()).isPositive();
    }
  }

  @Test
  void readsWhatARequestIsAboutFromTheConfiguredHeaders() throws Exception {
    try (var receiver = receiver(0, "X-Acme-")) {
      assertThat(post(receiver, "/calls", SECRET)).isEqualTo(401);
      assertThat(post(receiver, "/calls", SECRET, "X-Acme-")).isEqualTo(200);
    }
    assertThat(progress.now().recent().get(0).receipt())
        .isEqualTo(new Receipt("calls", "call.completed", "evt_1", 2, 200));
  }

  private DemoReceiver receiver(double failing, String headerPrefix) throws Exception {
    DemoReceiver receiver = DemoReceiver.start(0, progress, mishaps(failing), headerPrefix);
    receiver.expect("/calls", SECRET);
    return receiver;
  }

  private static Mishaps mishaps(double failing) {
    return new Mishaps(new Random(1), failing, 0);
  }

  private static int post(DemoReceiver receiver, String path, String secret) throws Exception {
    return post(receiver, path, secret, "X-IRISX-");
  }

  private static int post(DemoReceiver receiver, String path, String secret, String prefix)
      throws Exception {
    long now = Instant.now().getEpochSecond();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    String hex = HexFormat.of().formatHex(mac.doFinal((now + "." + BODY).getBytes(UTF_8)));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.url() + path))
            .header(prefix + "Event", "call.completed")
            .header(prefix + "Delivery", "msg_1")
            .header(prefix + "Attempt", "2")
            .header(prefix + "Timestamp", String.valueOf(now))
            .header(prefix + "Signature", "sha256=" + hex)
            .header("webhook-id", "msg_1")
            .header("webhook-timestamp", String.valueOf(now))
            .header("webhook-signature", new Webhook(secret).sign("msg_1", now, BODY))
            .POST(BodyPublishers.ofString(BODY))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
