package com.irisx.webhooks.streams.schedule;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** What the changelogs of the scheduler's stores hold after compaction. */
final class Changelogs {

  private static final int ID_BYTES = 16;
  private static final List<String> KEY_VALUE_STORES =
      List.of(
          WebhookStore.NAME,
          ParkedStore.NAME,
          ParkedStore.LINE_NAME,
          DueIndex.NAME,
          EarlyResultStore.NAME);

  private final Map<String, Map<Bytes, byte[]>> byStore = new LinkedHashMap<>();

  private Changelogs() {}

  static Changelogs of(TopologyTestDriver driver, String application) {
    Changelogs changelogs = new Changelogs();
    for (String store : KEY_VALUE_STORES) {
      changelogs.read(driver, application, store);
    }
    changelogs.read(driver, application, SeenStore.NAME);
    return changelogs;
  }

  private void read(TopologyTestDriver driver, String application, String store) {
    Map<Bytes, byte[]> latest = new LinkedHashMap<>();
    driver
        .createOutputTopic(
            application + "-" + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList()
        .forEach(
            record -> {
              if (record.value() == null) {
                latest.remove(Bytes.wrap(record.key()));
              } else {
                latest.put(Bytes.wrap(record.key()), record.value());
              }
            });
    byStore.put(store, latest);
  }

  void restoreTo(TopologyTestDriver driver) {
    for (String name : KEY_VALUE_STORES) {
      KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(name);
      byStore.getOrDefault(name, Map.of()).forEach(store::put);
    }
    WindowStore<Bytes, byte[]> seen = driver.getWindowStore(SeenStore.NAME);
    byStore
        .getOrDefault(SeenStore.NAME, Map.of())
        .forEach(
            (key, value) -> {
              // Key, start of the window, sequence number: Kafka Streams' WindowKeySchema.
              byte[] id = new byte[ID_BYTES];
              ByteBuffer bytes = ByteBuffer.wrap(key.get()).get(id);
              seen.put(Bytes.wrap(id), value, bytes.getLong());
            });
  }
}
