package com.irisx.webhooks.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  private final Path directory;

  EmbeddedKafkaTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void takesARecordOnATopicNobodyCreatedAndGivesItBack() throws Exception {
    try (var kafka = start()) {
      produce(kafka.bootstrapServers(), "events.call", "ringing");

      assertThat(consume(kafka.bootstrapServers(), "events.call", 1)).containsExactly("ringing");
    }
  }

  @Test
  void keepsItsRecordsOverARestartOnAnotherPort() throws Exception {
    try (var kafka = start()) {
      produce(kafka.bootstrapServers(), "events.call", "ringing");
    }
    try (var kafka = start()) {
      produce(kafka.bootstrapServers(), "events.call", "answered");

      assertThat(consume(kafka.bootstrapServers(), "events.call", 2))
          .containsExactlyInAnyOrder("ringing", "answered");
    }
  }

  @Test
  void keepsItsRecordsOverKillNine() throws Exception {
    try (var jvm = ForkedJvm.start(KafkaProgram.class, directory)) {
      jvm.awaitReady();
      jvm.kill();
    }
    try (var kafka = start()) {
      assertThat(consume(kafka.bootstrapServers(), "events.call", 1))
          .containsExactly("before the crash");
    }
  }

  @Test
  void beginsAgainWhenTheFirstStartDiedHalfWay() throws Exception {
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("data/bootstrap.checkpoint"), "half");
    Files.writeString(directory.resolve("data.unfinished"), "");

    try (var kafka = start()) {
      produce(kafka.bootstrapServers(), "events.call", "ringing");
    }
  }

  @Test
  void namesThePortAndTheSettingWhenThePortIsTaken(@TempDir Path other) {
    try (var kafka = start()) {
      ListenPort port = new ListenPort(kafka.port(), "WEBHOOKS_KAFKA_PORT");

      assertThatThrownBy(() -> EmbeddedKafka.start(new KafkaSettings(other, port)))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining(String.valueOf(kafka.port()))
          .hasMessageContaining("WEBHOOKS_KAFKA_PORT");
    }
  }

  @Test
  void saysWhoHoldsTheDirectory() {
    try (var kafka = start()) {
      assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
      assertThatThrownBy(this::start)
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    }
  }

  private EmbeddedKafka start() {
    return EmbeddedKafka.start(new KafkaSettings(directory, ListenPort.free()));
  }

  static void produce(String bootstrapServers, String topic, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static List<String> consume(String bootstrapServers, String topic, int records) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", "test",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      List<String> values = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
                return values.size() >= records;
              });
      return values;
    }
  }
}
