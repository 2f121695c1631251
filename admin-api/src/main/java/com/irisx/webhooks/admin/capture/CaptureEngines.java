package com.irisx.webhooks.admin.capture;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.config.AdminSettings.KafkaSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.stereotype.Component;

/** Prepares and starts engines: one after the other, never two at once. */
@Component
final class CaptureEngines {

  private static final int DESCRIBE_TIMEOUT_SECONDS = 10;

  private final CaptureDatabase database;
  private final KafkaSettings kafka;
  private final Producer<byte[], byte[]> producer;

  CaptureEngines(
      CaptureDatabase database, AdminSettings settings, Producer<byte[], byte[]> producer) {
    this.database = database;
    this.kafka = settings.kafka();
    this.producer = producer;
  }

  /**
   * A running engine, on its way to polling.
   *
   * @throws Exception if the topic does not exist yet, or the database or the broker is away
   */
  CaptureEngine start() throws Exception {
    String topic = kafka.topics().subscriptions();
    String topicId = topicId(topic);
    Comparisons comparisons = new Comparisons(database);
    if (!database.hasUsableSlot() || !hasOffsets(topicId)) {
      comparisons.noteSnapshot(topicId);
    }
    Properties properties = EngineProperties.of(database, topicId);
    ChangePublisher publisher =
        new ChangePublisher(producer, topic, EngineProperties.webhooksTable(database));
    VanishedWebhooks vanished =
        comparisons.isDue(topicId) ? () -> compare(comparisons, topicId) : VanishedWebhooks.NONE;
    return CaptureEngine.start(properties, publisher, vanished);
  }

  private void compare(Comparisons comparisons, String topicId) throws Exception {
    new VanishedSinceSnapshot(database, producer, kafka).tombstone();
    comparisons.made(topicId);
  }

  private String topicId(String topic) throws Exception {
    try (Admin admin = Admin.create(kafka.connection().properties())) {
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(DESCRIBE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return Objects.requireNonNull(topics.get(topic)).topicId().toString();
    }
  }

  private boolean hasOffsets(String topicId) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM capture_offsets WHERE topic_id = ?)")) {
      statement.setString(1, topicId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
