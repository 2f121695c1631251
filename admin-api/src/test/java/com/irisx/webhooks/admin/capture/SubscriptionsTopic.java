package com.irisx.webhooks.admin.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TopicReader;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What an API has published of its webhooks. */
public record SubscriptionsTopic(AdminApi api) {

  /** Every record of a webhook, in order. */
  List<ConsumerRecord<byte[], byte[]>> records(UUID webhookId) {
    try (TopicReader reader = new TopicReader(TestCluster.shared().bootstrapServers())) {
      return reader.readToEnd(api.topics().subscriptions()).stream()
          .filter(record -> new String(record.key(), UTF_8).equals(webhookId.toString()))
          .toList();
    }
  }

  /** The last state of a webhook; null if there is none, or it is deleted. */
  public @Nullable Subscription last(UUID webhookId) {
    List<ConsumerRecord<byte[], byte[]>> records = records(webhookId);
    byte[] value = records.isEmpty() ? null : records.get(records.size() - 1).value();
    return value == null ? null : Subscription.FORMAT.read(value);
  }

  long lastVersion(UUID webhookId) {
    return Objects.requireNonNull(last(webhookId)).version();
  }

  boolean isTombstoned(UUID webhookId) {
    List<ConsumerRecord<byte[], byte[]>> records = records(webhookId);
    return !records.isEmpty() && records.get(records.size() - 1).value() == null;
  }
}
