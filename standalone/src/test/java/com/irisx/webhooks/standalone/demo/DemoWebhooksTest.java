package com.irisx.webhooks.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.standalone.KeyStore;
import com.irisx.webhooks.testing.Answer;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import com.irisx.webhooks.testing.TestWebhooks;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWebhooksTest {

  private final ScriptedReceiver api = ScriptedReceiver.start();
  private final KeyStore keys;
  private final DemoReceiver receiver;

  DemoWebhooksTest(@TempDir Path directory) throws Exception {
    this.keys = new KeyStore(directory);
    this.receiver =
        DemoReceiver.start(0, new Progress(), new Mishaps(new Random(1), 0, 0), "X-IRISX-");
    api.on("/v1/webhooks").answer(request -> created());
  }

  @AfterEach
  void close() {
    receiver.close();
    api.close();
  }

  @Test
  void createsThreeWebhooksThatPointAtTheReceiver() {
    webhooks().ensure(receiver);

    assertThat(api.requests("/v1/webhooks"))
        .allMatch(request -> request.requiredHeader("Authorization").equals("Bearer the-key"))
        .extracting(request -> member(request, "url"))
        .containsExactly(
            receiver.url() + "/calls",
            receiver.url() + "/messages",
            receiver.url() + "/everything");
  }

  @Test
  void keepsThemOverARestart() {
    webhooks().ensure(receiver);
    String id = KeptWebhook.read(keys, DemoWebhook.ALL.get(0)).orElseThrow().id();

    webhooks().ensure(receiver);

    assertThat(api.requests("/v1/webhooks")).hasSize(3);
    assertThat(api.requests("/v1/webhooks/" + id))
        .extracting(ReceivedRequest::method)
        .containsExactly("PATCH");
  }

  @Test
  void createsAgainWhatSomebodyDeleted() {
    webhooks().ensure(receiver);
    String id = KeptWebhook.read(keys, DemoWebhook.ALL.get(0)).orElseThrow().id();
    api.on("/v1/webhooks/" + id).respondWith(404);

    webhooks().ensure(receiver);

    assertThat(api.requests("/v1/webhooks")).hasSize(4);
    assertThat(KeptWebhook.read(keys, DemoWebhook.ALL.get(0)).orElseThrow().id()).isNotEqualTo(id);
  }

  @Test
  void saysWhatTheApiSaidWhenItRefuses() {
    api.on("/v1/webhooks").answer(Answer.status(400).body("{\"detail\":\"url: no\"}"));

    assertThatThrownBy(() -> webhooks().ensure(receiver))
        .isInstanceOf(ApiRefusedException.class)
        .hasMessageContaining("400")
        .hasMessageContaining("url: no");
  }

  private DemoWebhooks webhooks() {
    return new DemoWebhooks(ApiClient.of(URI.create(api.url("")), "the-key"), keys);
  }

  private static Answer created() {
    return Answer.status(201)
        .body(
            "{\"id\":\"%s\",\"secret\":\"%s\"}"
                .formatted(UUID.randomUUID(), TestWebhooks.newSecret()));
  }

  private static String member(ReceivedRequest request, String name) {
    return Json.MAPPER.readTree(request.body()).get(name).asString();
  }
}
