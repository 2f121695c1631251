import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the outcomes that are there, once, and prints what became of the deliveries of each
 * webhook.
 *
 * <pre>
 * java -Dlogback.configurationFile=docs/examples/logback.xml -cp 'standalone/target/lib/*' \
 *     docs/examples/OutcomeReport.java localhost:9092
 * </pre>
 */
public final class OutcomeReport {

  private static final String TOPIC = "webhooks.delivery-outcomes";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What is known of the deliveries of one webhook. */
  private static final class Account {
    final Map<String, Integer> ended = new TreeMap<>();
    final List<Long> durations = new ArrayList<>();
    int attempts;
    int firstAttempts;

    /** One record; each is about one attempt or one change without an attempt. */
    void add(JsonNode outcome) {
      if (!outcome.get("attempted_at").isNull()) {
        attempts++;
        firstAttempts += outcome.get("attempt").asInt() == 1 ? 1 : 0;
        durations.add(outcome.get("duration_ms").asLong());
      }
      if (outcome.get("terminal").asBoolean()) {
        ended.merge(outcome.get("status").asString(), 1, Integer::sum);
      }
    }

    @Override
    public String toString() {
      durations.sort(null);
      String p95 =
          durations.isEmpty() ? "-" : durations.get((durations.size() - 1) * 95 / 100) + " ms";
      return ended + ", attempts " + attempts + ", of which repeats " + (attempts - firstAttempts)
          + ", p95 " + p95;
    }
  }

  public static void main(String[] arguments) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", arguments[0],
            // Without it, records of an aborted transaction would be counted, too.
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", false);
    Map<String, Account> webhooks = new TreeMap<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, String> record :
            consumer.poll(java.time.Duration.ofMillis(200))) {
          JsonNode outcome = JSON.readTree(record.value());
          webhooks
              .computeIfAbsent(outcome.get("webhook_id").asString(), id -> new Account())
              .add(outcome);
        }
      }
    }
    webhooks.forEach((id, account) -> System.out.println(id + " " + account));
  }
}
