package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.testing.ScriptedReceiver;
import com.irisx.webhooks.testing.TestEvent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Everything behind the pages, and the browser in front of them. */
record PagesStack(
    ScriptedReceiver receiver,
    StandaloneProcess stack,
    KafkaProducer<byte[], byte[]> producer,
    Pages pages)
    implements AutoCloseable {

  /** A breaker that opens fast enough to be looked at. */
  private static final Map<String, String> SETTINGS =
      Map.of("WEBHOOKS_BREAKER_FAILURES", "8", "WEBHOOKS_BREAKER_FAILING_SECONDS", "0");

  static PagesStack start(Chromium chromium, Path directory) {
    ScriptedReceiver receiver = ScriptedReceiver.start();
    StandaloneProcess stack = StandaloneProcess.start(directory, SETTINGS);
    return new PagesStack(
        receiver,
        stack,
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        new Pages(chromium.start(directory.resolve("profile")), stack.api("/")));
  }

  /** A tenant that nobody else uses. */
  Tenant tenant() throws Exception {
    return Tenant.create(stack, "t-" + UUID.randomUUID());
  }

  /** A new webhook of the tenant. */
  String webhook(Tenant tenant, String path, Map<String, Object> more) throws Exception {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("url", receiver.url(path));
    settings.putIfAbsent("events", List.of("call.*"));
    return tenant.webhook(settings).id().toString();
  }

  /** A path of the receiver that nobody else uses. */
  static String path() {
    return "/" + UUID.randomUUID();
  }

  /** A new webhook that the whole path knows, and its page: a first delivery has come and gone. */
  String knownWebhook(Tenant tenant, String path, Map<String, Object> more) throws Exception {
    String id = webhook(tenant, path, more);
    pages.openAs(tenant, "/webhooks/" + id);
    pages.press("Send a test event");
    pages.press("Send");
    pages.see("The endpoint took it: HTTP 200.");
    pages.press("Close");
    return id;
  }

  void produce(TestEvent event) throws Exception {
    // The topics that are there from the start; a new one would take a while to be noticed.
    String group = event.type().substring(0, event.type().indexOf('.'));
    String topic = "events." + (group.equals("mms") ? "sms" : group);
    var unused = producer.send(new ProducerRecord<>(topic, event.json().getBytes(UTF_8))).get();
  }

  @Override
  public void close() {
    pages.close();
    producer.close();
    stack.close();
    receiver.close();
  }
}
