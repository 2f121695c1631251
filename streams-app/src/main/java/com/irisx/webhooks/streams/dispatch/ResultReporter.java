package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.AttemptResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what attempts did to the attempt-results topic.
 *
 * <p>Threading: safe for use by several threads; one producer for all lanes.
 */
final class ResultReporter {

  private static final byte[] EMPTY = {};

  private final Producer<byte[], byte[]> producer;
  private final String topic;

  /**
   * A reporter on a topic.
   *
   * @throws org.apache.kafka.common.KafkaException if the topic is not there or not reachable
   */
  ResultReporter(Map<String, Object> producerConfig, String topic) {
    this.producer =
        new KafkaProducer<>(producerConfig, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    producer.partitionsFor(topic); // from here on sending need not wait for metadata
  }

  /**
   * Reports a result; done when the broker has it for good. Retried by the client for as long as it
   * takes; fails only for reasons that time does not cure.
   */
  CompletableFuture<@Nullable Void> report(Task task, AttemptResult result) {
    CompletableFuture<@Nullable Void> acknowledged = new CompletableFuture<>();
    send(task, result, acknowledged);
    return acknowledged;
  }

  private void send(
      Task task, AttemptResult result, CompletableFuture<@Nullable Void> acknowledged) {
    try {
      var unused =
          producer.send(
              record(task, result),
              (metadata, failure) -> onSent(task, result, failure, acknowledged));
    } catch (RuntimeException e) {
      acknowledged.completeExceptionally(e); // closed, or a mistake of ours
    }
  }

  private void onSent(
      Task task,
      AttemptResult result,
      @Nullable Exception failure,
      CompletableFuture<@Nullable Void> acknowledged) {
    if (failure == null) {
      acknowledged.complete(null);
    } else if (failure instanceof TimeoutException) {
      send(task, result, acknowledged); // there was no room in the buffer for max.block.ms
    } else if (failure instanceof RecordTooLargeException && result.responseBody() != null) {
      send(task, withoutResponseBody(result), acknowledged);
    } else {
      acknowledged.completeExceptionally(failure);
    }
  }

  private ProducerRecord<byte[], byte[]> record(Task task, AttemptResult result) {
    return new ProducerRecord<>(
        topic,
        null,
        task.delivery().webhookId().toString().getBytes(UTF_8),
        result.succeeded() ? EMPTY : task.body(),
        result.headers(task.delivery()));
  }

  /** The task's body fits where it came from; the endpoint's answer must not make it too large. */
  private static AttemptResult withoutResponseBody(AttemptResult result) {
    return new AttemptResult(
        result.attempt(),
        result.startedAt(),
        result.durationMs(),
        result.responseStatus(),
        result.error(),
        result.errorDetail(),
        result.retryAfterMs(),
        null);
  }

  void close(Duration limit) {
    producer.close(limit);
  }
}
