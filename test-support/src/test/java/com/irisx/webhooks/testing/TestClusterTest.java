package com.irisx.webhooks.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TestClusterTest {

  private final TestCluster cluster = TestCluster.shared();

  @Test
  void isTheSameForAllTestsOfTheJvm() {
    assertThat(TestCluster.shared()).isSameAs(cluster);
  }

  @Test
  void takesRecordsThatTopicReadersRead() throws Exception {
    String topic = cluster.newTopicPrefix() + "events";
    produce(topic, "one", "two");

    try (var reader = new TopicReader(cluster.bootstrapServers())) {
      assertThat(reader.readToEnd(topic)).hasSize(2);
      assertThat(reader.readAtLeast(topic, 2, Duration.ofSeconds(5))).hasSize(2);
      assertThatThrownBy(() -> reader.readAtLeast(topic, 3, Duration.ofSeconds(1)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("had 2 records");
    }
  }

  @Test
  void showsOnlyCommittedRecords() throws Exception {
    String topic = cluster.newTopicPrefix() + "events";
    produce(topic, "before");
    try (var producer = producer(Map.of("transactional.id", cluster.newTopicPrefix()))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, "never")).get();
      producer.abortTransaction();
    }
    try (var reader = new TopicReader(cluster.bootstrapServers())) {
      assertThat(reader.readToEnd(topic)).hasSize(1);
    }
  }

  @Test
  void givesEveryTestADatabaseOfItsOwn() throws Exception {
    TestDatabase one = cluster.newDatabase();
    TestDatabase other = cluster.newDatabase();
    try (var connection = one.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine (word text)");
    }
    try (var connection = other.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine (word text)");
      var rows = statement.executeQuery("SHOW wal_level");
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("logical");
    }
  }

  @Test
  void refusesAChoiceThatItDoesNotKnow() {
    assertThatThrownBy(() -> SharedCluster.start("podman"))
        .hasMessageContaining("WEBHOOKS_TEST_CLUSTER")
        .hasMessageContaining("podman");
  }

  private void produce(String topic, String... values) throws Exception {
    try (var producer = producer(Map.of())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    }
  }

  private KafkaProducer<String, String> producer(Map<String, Object> more) {
    var settings = new HashMap<>(more);
    settings.put("bootstrap.servers", cluster.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }
}
