package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.AttemptResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what attempts did to the attempt-results topic.
 *
 * <p>A result that is given up would be a request made again: what the client gives up after its
 * delivery timeout is sent once more, until it gets through. The broker may have it twice then; the
 * scheduler takes the first.
 *
 * <p>Threading: safe for use by several threads; one producer for all lanes. Sending once more has
 * a thread of its own, since the client's must not wait for room in its own buffer.
 */
final class ResultReporter {

  private static final byte[] EMPTY = {};

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final ExecutorService again =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "results-again");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A reporter on a topic.
   *
   * @throws org.apache.kafka.common.KafkaException if the topic is not there or not reachable
   */
  ResultReporter(Map<String, Object> producerConfig, String topic) {
    this(
        new KafkaProducer<>(producerConfig, new ByteArraySerializer(), new ByteArraySerializer()),
        topic);
    producer.partitionsFor(topic); // from here on sending need not wait for metadata
  }

  ResultReporter(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Reports a result; done when the broker has it for good. Retried for as long as it takes; fails
   * only for reasons that time does not cure.
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
    } else if (passes(failure)) {
      sendAgain(task, result, acknowledged, failure);
    } else if (failure instanceof RecordTooLargeException && result.responseBody() != null) {
      send(task, withoutResponseBody(result), acknowledged);
    } else {
      acknowledged.completeExceptionally(failure);
    }
  }

  /** A client that gives up tells the last thing the broker said, or that there was no room. */
  private static boolean passes(Exception failure) {
    return failure instanceof RetriableException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof InvalidProducerEpochException;
  }

  private void sendAgain(
      Task task,
      AttemptResult result,
      CompletableFuture<@Nullable Void> acknowledged,
      Exception failure) {
    try {
      again.execute(() -> send(task, result, acknowledged));
    } catch (RejectedExecutionException e) {
      acknowledged.completeExceptionally(failure); // closed
    }
  }

  private ProducerRecord<byte[], byte[]> record(Task task, AttemptResult result) {
    return new ProducerRecord<>(
        topic,
        null,
        task.delivery().webhookId().toString().getBytes(UTF_8),
        result.succeeded() ? EMPTY : task.body(),
        result.headers(task.headers()));
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
    again.shutdown();
    producer.close(limit);
  }
}
