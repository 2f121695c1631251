package com.irisx.webhooks.admin.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.testing.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** When pending deliveries are written; the test is the clock. */
class OutcomesFirstTest {

  private static final long ARRIVED = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
  private static final long SOME = OutcomesFirst.FEW + 1;

  private long now = ARRIVED;
  private final List<Long> slept = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private final OutcomesFirst first =
      new OutcomesFirst(() -> Instant.ofEpochMilli(now), this::pass);

  private void pass(long millis) {
    slept.add(millis);
    now += millis;
    meanwhile.run();
  }

  private Duration waitedFor(long oldest, long newest) throws InterruptedException {
    long before = now;
    first.await(oldest, newest);
    return Duration.ofMillis(now - before);
  }

  @Test
  void aNewDeliveryIsHeldForAMomentFromItsArrival() throws InterruptedException {
    now = ARRIVED + 100;

    assertThat(waitedFor(ARRIVED - 5_000, ARRIVED)).isEqualTo(OutcomesFirst.HELD.minusMillis(100));
    assertThat(slept).hasSize(1);
  }

  @Test
  void anOldOneIsNotHeld() throws InterruptedException {
    now = ARRIVED + OutcomesFirst.HELD.toMillis();

    assertThat(waitedFor(ARRIVED, ARRIVED)).isZero();
    assertThat(slept).isEmpty();
  }

  @Test
  void aClockThatIsAheadHoldsNothingForLonger() throws InterruptedException {
    assertThat(waitedFor(ARRIVED + 60_000, ARRIVED + 60_000)).isEqualTo(OutcomesFirst.HELD);
  }

  @Test
  void itWaitsUntilOutcomesHaveCaughtUp() throws InterruptedException {
    first.note(SOME);
    long caughtUp = ARRIVED + 10_000;
    meanwhile = () -> first.note(now < caughtUp ? SOME : OutcomesFirst.FEW);

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(Duration.ofMillis(caughtUp - ARRIVED));
  }

  @Test
  void butNotForEver() throws InterruptedException {
    first.note(SOME);
    meanwhile = () -> first.note(SOME);

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.LONGEST);
    assertThat(waitedFor(ARRIVED, ARRIVED)).isZero();
  }

  @Test
  void whatTheOldestMayNotWaitForTheOthersDoNotEither() throws InterruptedException {
    first.note(SOME);
    meanwhile = () -> first.note(SOME);
    now = ARRIVED + 1_000;

    assertThat(waitedFor(now - OutcomesFirst.LONGEST.toMillis(), ARRIVED)).isZero();
  }

  private static List<DeliveryOutcome> outcomes(int quick, long quickMs, int slow, long slowMs) {
    UUID webhook = UUID.randomUUID();
    return IntStream.range(0, quick + slow)
        .mapToObj(
            i -> {
              Instant recorded = Instant.ofEpochMilli(ARRIVED);
              Instant created = recorded.minusMillis(i < quick ? quickMs : slowMs);
              return new Outcomes(UUID.randomUUID(), "t", webhook, created).delivered(recorded);
            })
        .toList();
  }

  /** While outcomes go on coming. */
  private void keepWriting(List<DeliveryOutcome> batch) {
    first.written(batch);
    meanwhile = () -> first.written(batch);
  }

  @Test
  void inABurstADeliveryIsHeldForTwiceAsLongAsTheQuickestTake() throws InterruptedException {
    keepWriting(outcomes(OutcomesFirst.MANY, 3_000, 400, 90_000));

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void oneTenantsSlowDeliveriesHoldNobodyElses() throws InterruptedException {
    keepWriting(outcomes(OutcomesFirst.MANY, 20, 400, 90_000));

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.HELD);
  }

  @Test
  void fewOutcomesSayNothing() throws InterruptedException {
    keepWriting(outcomes(0, 0, OutcomesFirst.MANY - 1, 90_000));

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.HELD);
  }

  @Test
  void aBurstOfHoursHoldsNothingForEver() throws InterruptedException {
    keepWriting(outcomes(0, 0, OutcomesFirst.MANY, 3_600_000));

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.LONGEST);
  }

  @Test
  void whenTheBurstIsOverNothingIsHeldForItAnyMore() throws InterruptedException {
    first.written(outcomes(0, 0, OutcomesFirst.MANY, 20_000));

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.COUNTS);
  }

  /** As when this instance has lost its partitions of outcomes. */
  @Test
  void whoBringsNoOutcomesAnyMoreIsNotWaitedFor() throws InterruptedException {
    first.note(SOME);

    assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.COUNTS);
  }

  @Test
  void aBatchIsHeldForItsNewestRecord() {
    List<Long> written = new ArrayList<>();
    var listener = first.waiting(records -> written.add(now));

    listener.onMessage(List.of(arrival(ARRIVED - 200), arrival(ARRIVED), arrival(ARRIVED - 100)));

    assertThat(written).containsExactly(ARRIVED + OutcomesFirst.HELD.toMillis());
  }

  @Test
  void aBatchWaitsForOutcomesOnlyAsLongAsItsOldestRecordMay() {
    first.note(SOME);
    meanwhile = () -> first.note(SOME);
    List<Long> written = new ArrayList<>();
    var listener = first.waiting(records -> written.add(now));

    listener.onMessage(List.of(arrival(ARRIVED), arrival(ARRIVED - 100_000)));

    assertThat(written).containsExactly(ARRIVED - 100_000 + OutcomesFirst.LONGEST.toMillis());
  }

  private static ConsumerRecord<byte[], byte[]> arrival(long at) {
    return new ConsumerRecord<>(
        "deliveries",
        0,
        0,
        at,
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  /** With a consumer as the container has it. */
  @Test
  void whatIsBehindIsWhatTheConsumerHasNotRead() throws Exception {
    String topic = TestCluster.shared().newTopicPrefix() + "outcomes";
    produce(topic, (int) SOME + 10);
    try (Consumer<byte[], byte[]> consumer = consumer(topic)) {
      var listener = first.noting(records -> {});

      listener.onMessage(read(consumer, 10), consumer);
      assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.COUNTS);

      listener.onMessage(read(consumer, 1), consumer);
      now = ARRIVED;
      assertThat(waitedFor(ARRIVED, ARRIVED)).isEqualTo(OutcomesFirst.HELD);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      Consumer<byte[], byte[]> from, int atLeast) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    await()
        .until(
            () -> {
              from.poll(Duration.ofMillis(100)).forEach(records::add);
              return records.size() >= atLeast;
            });
    return records;
  }

  private static void produce(String topic, int records) throws Exception {
    String servers = TestCluster.shared().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", servers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      for (int i = 0; i < records; i++) {
        var unused = producer.send(new ProducerRecord<>(topic, new byte[10]));
      }
    }
  }

  private static Consumer<byte[], byte[]> consumer(String topic) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                TestCluster.shared().bootstrapServers(),
                "max.poll.records",
                10,
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    return consumer;
  }
}
