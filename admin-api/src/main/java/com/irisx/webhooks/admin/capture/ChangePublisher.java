package com.irisx.webhooks.admin.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Subscription;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes of the table on the topic. A batch counts as processed only after the broker has
 * acknowledged all of it; what fails is read from the log again.
 *
 * <p>Threading: called by the engine's thread.
 */
final class ChangePublisher
    implements DebeziumEngine.ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {

  private static final String DELETE = "d";

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String table;

  ChangePublisher(Producer<byte[], byte[]> producer, String topic, String table) {
    this.producer = producer;
    this.topic = topic;
    this.table = table;
  }

  @Override
  public void handleBatch(
      List<ChangeEvent<SourceRecord, SourceRecord>> batch,
      DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
      throws InterruptedException {
    List<Future<RecordMetadata>> sends = new ArrayList<>(batch.size());
    for (ChangeEvent<SourceRecord, SourceRecord> event : batch) {
      SourceRecord change = event.value();
      // Heartbeats come, too: they carry a position and nothing to publish.
      if (change.topic().equals(table)) {
        sends.add(producer.send(publication(change)));
      }
    }
    requireAcknowledged(sends);
    for (ChangeEvent<SourceRecord, SourceRecord> event : batch) {
      committer.markProcessed(event);
    }
    committer.markBatchFinished();
  }

  private ProducerRecord<byte[], byte[]> publication(SourceRecord change) {
    Struct envelope = (Struct) change.value();
    String id = ((Struct) change.key()).getString("id");
    byte @Nullable [] value =
        envelope.getString("op").equals(DELETE)
            ? null
            : Subscription.FORMAT.write(SubscriptionRow.read(envelope.getStruct("after")));
    return new ProducerRecord<>(topic, id.getBytes(UTF_8), value);
  }

  private static void requireAcknowledged(List<Future<RecordMetadata>> sends)
      throws InterruptedException {
    for (Future<RecordMetadata> send : sends) {
      try {
        send.get();
      } catch (ExecutionException e) {
        throw new KafkaException("a change was not acknowledged", e.getCause());
      }
    }
  }
}
