package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.standalone.KeyStore;
import com.irisx.webhooks.standalone.demo.ApiClient.Reply;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo's webhooks at the API, those of an earlier start or new ones. */
record DemoWebhooks(ApiClient tenant, KeyStore keys) {

  private static final Logger LOG = LoggerFactory.getLogger(DemoWebhooks.class);
  private static final int OK = 200;
  private static final int CREATED = 201;

  /** Makes every webhook point at the receiver. */
  void ensure(DemoReceiver receiver) {
    for (DemoWebhook webhook : DemoWebhook.ALL) {
      String url = receiver.url() + webhook.path();
      KeptWebhook there = kept(webhook, url).orElseGet(() -> create(webhook, url));
      receiver.expect(webhook.path(), there.secret());
    }
  }

  /**
   * Sends a sample through each webhook and waits for it: from then on the whole path knows them,
   * and no event of the generator comes too early.
   */
  void prove() {
    for (DemoWebhook webhook : DemoWebhook.ALL) {
      KeptWebhook.read(keys, webhook)
          .ifPresent(
              kept -> {
                Reply reply =
                    tenant.post(
                        "/v1/webhooks/" + kept.id() + "/test?wait=10s",
                        Json.MAPPER.createObjectNode());
                LOG.info("test of {}: {}", webhook.name(), reply.status());
              });
    }
  }

  private Optional<KeptWebhook> kept(DemoWebhook webhook, String url) {
    return KeptWebhook.read(keys, webhook)
        .filter(
            kept ->
                tenant
                        .patch(
                            "/v1/webhooks/" + kept.id(), webhook.request(url).put("enabled", true))
                        .status()
                    == OK);
  }

  private KeptWebhook create(DemoWebhook webhook, String url) {
    var answer =
        tenant
            .post("/v1/webhooks", webhook.request(url))
            .expect("creating the webhook " + webhook.name(), CREATED)
            .json();
    KeptWebhook created =
        new KeptWebhook(answer.get("id").asString(), answer.get("secret").asString());
    created.keep(keys, webhook);
    return created;
  }
}
