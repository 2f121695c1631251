package com.irisx.webhooks.faults.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TopicReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * What nobody can read, on every topic that anybody reads, under load: each record is set aside
 * with its bytes, and the rest goes on.
 */
final class Poison implements Scenario {

  private static final String UNREADABLE = "{\"poison\":\u0000";

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String run(Trial trial) throws Exception {
    Stand stand = trial.stand();
    Load load = trial.produce();
    trial.carryOn(trial.scale().load().dividedBy(4));
    Map<String, String> poison = poison(stand);
    trial.carryOn(trial.scale().load().dividedBy(4));
    Books books = trial.settle(load, 0);
    Awaitility.await("poison set aside")
        .atMost(Stand.PATIENCE)
        .untilAsserted(() -> assertThat(setAside(stand)).containsAll(poison.values()));
    return "%d topics, %d kinds of poison set aside byte for byte; %s"
        .formatted(topics(stand).size(), poison.size(), books.account());
  }

  /** Every kind on every topic; returns the values, by what they are. */
  private static Map<String, String> poison(Stand stand) throws Exception {
    Map<String, @Nullable String> keys = new LinkedHashMap<>();
    keys.put("no key", null);
    keys.put("a key that is no id", "no-uuid");
    keys.put("a key of nobody", "00000000-0000-4000-8000-000000000000");
    Map<String, String> sent = new TreeMap<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stand.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String topic : topics(stand)) {
        for (Map.Entry<String, @Nullable String> key : keys.entrySet()) {
          if (key.getValue() == null && compacted(stand).contains(topic)) {
            continue; // A compacted topic: the broker takes none without a key.
          }
          String value = UNREADABLE + topic + key.getKey();
          byte[] keyBytes = key.getValue() == null ? null : key.getValue().getBytes(UTF_8);
          var unused =
              producer.send(new ProducerRecord<>(topic, keyBytes, value.getBytes(UTF_8))).get();
          sent.put(topic + ", " + key.getKey(), value);
        }
      }
    }
    return sent;
  }

  private static List<String> compacted(Stand stand) {
    return List.of(stand.topics().subscriptions(), stand.topics().webhookStatus());
  }

  private static List<String> topics(Stand stand) {
    Topics topics = stand.topics();
    List<String> all =
        new ArrayList<>(
            List.of(
                Stand.EVENTS,
                topics.subscriptions(),
                topics.commands(),
                topics.deliveries(),
                topics.deliveryTasks(),
                topics.attemptResults(),
                topics.deliveryOutcomes(),
                topics.webhookStatus()));
    all.addAll(topics.retryLanes());
    return all;
  }

  private static Set<String> setAside(Stand stand) {
    try (TopicReader reader = new TopicReader(stand.bootstrapServers())) {
      return reader.readToEnd(stand.topics().rejectedEvents()).stream()
          .filter(record -> record.value() != null)
          .map(record -> new String(record.value(), UTF_8))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
