package com.irisx.webhooks.streams.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that a real broker does not end. */
class TransactionKeeperTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final TopicPartition PARTITION = new TopicPartition("webhooks.tasks", 0);

  /** Rounds are a second apart; it looks for hanging ones in each fifth. */
  private static final int FOURTH_LOOK = 17;

  private static final String ID = "webhooks.schedule-1";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private TwoDisksBroker broker;
  private Admin admin;
  private final Deque<Runnable> closing = new ArrayDeque<>();

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    broker = new TwoDisksBroker(directory);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    producer(TIMEOUT).close(); // makes the coordinator's topic
    broker.restartWithBothDisks();
    admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
    await().atMost(PATIENCE).until(() -> broker.secondDiskHolds(PARTITION));
  }

  @AfterEach
  void stop() {
    closing.forEach(Runnable::run);
    admin.close();
    broker.close();
  }

  @Test
  void oneThatWasAbortedButForAPartitionIsAbortedThereToo() throws Exception {
    leaveOneHanging(
        producer ->
            await().atMost(PATIENCE).until(() -> state() == TransactionState.COMPLETE_ABORT),
        Duration.ofSeconds(15));
    keep(ID);
    await().atMost(PATIENCE).until(() -> ended("hanging") == 1);
    await().atMost(PATIENCE).until(() -> lastStableOffset() == 4);
    assertThat(end()).isEqualTo(4);
  }

  @Test
  void oneThatWasCommittedButForAPartitionIsReportedAndLeftAlone() throws Exception {
    leaveOneHanging(this::commit, Duration.ofMinutes(1));
    keep(ID);
    await().atMost(PATIENCE).until(() -> hanging() == 1);
    assertThat(ended("hanging")).isZero();
    assertThat(lastStableOffset()).isEqualTo(2);
  }

  @Test
  void oneWhoseProducerBeganAnewMeanwhileIsReportedAndLeftAlone() throws Exception {
    leaveOneHanging(this::commit, Duration.ofMinutes(1));
    producer(Duration.ofMinutes(1)).close();
    assertThat(state()).isEqualTo(TransactionState.EMPTY);
    keep(ID);
    await().atMost(PATIENCE).until(() -> hanging() == 1);
    assertThat(ended("hanging")).isZero();
    assertThat(lastStableOffset()).isEqualTo(2);
  }

  @Test
  void anOverdueOneIsGivenUpWhenSomebodyWaits() throws Exception {
    KafkaProducer<String, String> producer = begin(Duration.ofMinutes(1));
    keep(ID);
    await().atMost(PATIENCE).until(() -> asked.get() >= 3);
    assertThat(state()).isEqualTo(TransactionState.ONGOING);
    waiting.set(true);
    await().atMost(PATIENCE).until(() -> ended("overdue") == 1);
    await().atMost(PATIENCE).until(() -> lastStableOffset() == 2);
    assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
  }

  @Test
  void anOverdueOneIsLeftWhileItsPartitionHasNoLeader() throws Exception {
    begin(Duration.ofMinutes(1));
    broker.restartWithoutSecondDisk();
    waiting.set(true);
    keep(ID);
    await().atMost(PATIENCE).until(() -> asked.get() >= 4);
    assertThat(state()).isEqualTo(TransactionState.ONGOING);
    broker.restartWithBothDisks();
    await().atMost(PATIENCE).until(() -> ended("overdue") == 1);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> lastStableOffset() == 2);
  }

  @Test
  void othersOverdueOnesAreLeftAlone() throws Exception {
    KafkaProducer<String, String> producer = begin(Duration.ofMinutes(1));
    waiting.set(true);
    keep("other.schedule-");
    await().atMost(PATIENCE).until(() -> asked.get() >= 5);
    assertThat(state()).isEqualTo(TransactionState.ONGOING);
    producer.commitTransaction();
    await().atMost(PATIENCE).until(() -> lastStableOffset() == 2);
  }

  @Test
  void othersHangingOnesAreLeftAlone() throws Exception {
    leaveOneHanging(
        producer ->
            await().atMost(PATIENCE).until(() -> state() == TransactionState.COMPLETE_ABORT),
        Duration.ofSeconds(15));
    keep("other.schedule-");
    await().atMost(PATIENCE).until(() -> asked.get() >= FOURTH_LOOK);
    assertThat(hanging()).isZero();
    assertThat(ended("hanging")).isZero();
    assertThat(lastStableOffset()).isEqualTo(2);
  }

  private void commit(KafkaProducer<String, String> producer) {
    producer.commitTransaction();
    await().atMost(PATIENCE).until(() -> state() == TransactionState.COMPLETE_COMMIT);
  }

  /** An open transaction with one record. */
  private KafkaProducer<String, String> begin(Duration timeout) throws Exception {
    KafkaProducer<String, String> producer = producer(timeout);
    closing.push(() -> producer.close(Duration.ZERO));
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(PARTITION.topic(), "open")).get();
    return producer;
  }

  /** One whose end comes while its partition has no leader. */
  private void leaveOneHanging(Ending ending, Duration timeout) throws Exception {
    KafkaProducer<String, String> producer = begin(timeout);
    producer.commitTransaction();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(PARTITION.topic(), "hanging")).get();
    broker.restartWithoutSecondDisk();
    ending.happen(producer);
    broker.restartWithBothDisks();
    await().atMost(PATIENCE).ignoreExceptions().until(() -> end() == 3);
    assertThat(lastStableOffset()).isEqualTo(2);
  }

  private void keep(String idPrefix) {
    TransactionKeeper keeper =
        TransactionKeeper.start(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new TransactionScope(idPrefix, "webhooks.", TIMEOUT),
            () -> {
              asked.incrementAndGet();
              return waiting.get();
            },
            metrics);
    closing.push(keeper::close);
  }

  private KafkaProducer<String, String> producer(Duration timeout) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "transactional.id",
                ID,
                "transaction.timeout.ms",
                (int) timeout.toMillis()),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  private TransactionState state() throws Exception {
    return admin.describeTransactions(Set.of(ID)).description(ID).get().state();
  }

  private double ended(String kind) {
    return metrics.get("webhooks.transactions.ended").tag("kind", kind).counter().count();
  }

  private double hanging() {
    return metrics.get("webhooks.transactions.hanging").gauge().value();
  }

  private long end() throws ExecutionException, InterruptedException {
    return offset(IsolationLevel.READ_UNCOMMITTED);
  }

  private long lastStableOffset() throws ExecutionException, InterruptedException {
    return offset(IsolationLevel.READ_COMMITTED);
  }

  private long offset(IsolationLevel level) throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(Map.of(PARTITION, OffsetSpec.latest()), new ListOffsetsOptions(level))
        .partitionResult(PARTITION)
        .get()
        .offset();
  }

  private interface Ending {
    void happen(KafkaProducer<String, String> producer) throws Exception;
  }
}
