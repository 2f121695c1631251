package com.irisx.webhooks.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.testing.Answer;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoTenantTest {

  private static final String KEYS = "/v1/tenants/demo/api-keys";

  private final ScriptedReceiver api = ScriptedReceiver.start();
  private final DemoPlace place =
      new DemoPlace(URI.create(api.url("")), "unused:1", "webhooks.", "the-token", "the-key");

  DemoTenantTest() {
    api.on("/v1/tenants").respondWith(409);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void isMadeWithItsKey() {
    api.on("/v1/tenants").respondWith(201);
    api.on(KEYS).respondWith(201);

    assertThat(DemoTenant.ensure(place, DemoTenantTest::none)).contains("the-key");

    ReceivedRequest key = api.requests(KEYS).get(0);
    assertThat(key.requiredHeader("Authorization")).isEqualTo("Bearer the-token");
    assertThat(keyIn(key)).isEqualTo("the-key");
  }

  @Test
  void mayBeThereAlready() {
    api.on(KEYS).respondWith(409);
    api.on("/v1/webhooks?limit=1").respondWith(200);

    assertThat(DemoTenant.ensure(place, DemoTenantTest::none)).contains("the-key");

    assertThat(api.requests("/v1/webhooks?limit=1"))
        .extracting(request -> request.requiredHeader("Authorization"))
        .containsExactly("Bearer the-key");
  }

  @Test
  void getsAnotherKeyForOneThatWasRevoked() {
    api.on(KEYS).respondWith(409, 201);
    api.on("/v1/webhooks?limit=1").respondWith(401);

    assertThat(DemoTenant.ensure(place, () -> Optional.of("another-key"))).contains("another-key");

    assertThat(api.requests(KEYS))
        .extracting(DemoTenantTest::keyIn)
        .containsExactly("the-key", "another-key");
  }

  @Test
  void hasNoneIfTheOneThatAPersonChoseWasRevoked() {
    api.on(KEYS).respondWith(409);
    api.on("/v1/webhooks?limit=1").respondWith(401);

    assertThat(DemoTenant.ensure(place, Optional::empty)).isEmpty();
  }

  @Test
  void otherAnswersAreNoKeys() {
    api.on(KEYS).answer(Answer.status(500));
    assertThatThrownBy(() -> DemoTenant.ensure(place, DemoTenantTest::none))
        .hasMessageContaining("500");

    api.on(KEYS).respondWith(409);
    api.on("/v1/webhooks?limit=1").respondWith(503);
    assertThatThrownBy(() -> DemoTenant.ensure(place, DemoTenantTest::none))
        .hasMessageContaining("503");
  }

  private static Optional<String> none() {
    throw new AssertionError("no other key is needed");
  }

  private static String keyIn(ReceivedRequest request) {
    return Json.MAPPER.readTree(request.body()).get("key").asString();
  }
}
