package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class SchedulerProcessorTest {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final UUID WEBHOOK = new UUID(0, 1);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Kafka Streams does so after a transaction that was aborted: what was counted and read ahead
   * before is not what the stores hold then.
   */
  @Test
  void begunAnewItKnowsNothingButTheStores() {
    SchedulerProcessor processor =
        new SchedulerProcessor(
            TOPICS,
            SchedulerLimits.DEFAULT,
            new ScheduleMetrics(new SimpleMeterRegistry()),
            InstantSource.system());
    MockProcessorContext<byte[], byte[]> before = context();
    processor.init(before);
    processor.process(delivery("e1"));
    assertThat(before.forwarded()).isNotEmpty();
    before.resetForwards();

    MockProcessorContext<byte[], byte[]> after = context();
    processor.close();
    processor.init(after);
    processor.process(delivery("e1"));

    assertThat(before.scheduledPunctuators()).singleElement().matches(p -> p.cancelled());
    assertThat(after.scheduledPunctuators()).singleElement().matches(p -> !p.cancelled());
    assertThat(before.forwarded()).isEmpty();
    assertThat(after.forwarded()).as("not seen before, by these stores").isNotEmpty();
  }

  private static Record<byte[], byte[]> delivery(String eventId) {
    Delivery delivery = ScheduleScenario.delivery(eventId, WEBHOOK);
    return new Record<>(
        WEBHOOK.toString().getBytes(UTF_8),
        "{}".getBytes(UTF_8),
        1_000,
        DeliveryHeaders.of(delivery));
  }

  private static MockProcessorContext<byte[], byte[]> context() {
    MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    context.setRecordMetadata(TOPICS.deliveries(), 0, 0);
    context.setCurrentSystemTimeMs(1_000);
    for (String name :
        List.of(
            WebhookStore.NAME,
            ParkedStore.NAME,
            ParkedStore.LINE_NAME,
            DueIndex.NAME,
            EarlyResultStore.NAME)) {
      add(
          context,
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
              .withLoggingDisabled());
    }
    add(
        context,
        Stores.windowStoreBuilder(
                Stores.inMemoryWindowStore(SeenStore.NAME, DAY.multipliedBy(2), DAY, false),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled());
    return context;
  }

  private static void add(MockProcessorContext<byte[], byte[]> context, StoreBuilder<?> builder) {
    var store = builder.build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }
}
