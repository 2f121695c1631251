package com.irisx.webhooks.admin.command;

import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands topic. A command that was accepted is on every in-sync replica: what the API
 * promised with 202 survives a crash of anything.
 *
 * <p>Has a producer of its own, because a person waits for it: what cannot be sent within {@link
 * #ACKNOWLEDGED_WITHIN} is given up, not sent behind the back of someone who was told that it
 * failed.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class CommandLog implements AutoCloseable {

  /** How long a command may take to be acknowledged. */
  public static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(CommandLog.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Duration acknowledgedWithin;

  CommandLog(
      KafkaConnection connection, String clientId, String topic, Duration acknowledgedWithin) {
    this.topic = topic;
    this.acknowledgedWithin = acknowledgedWithin;
    this.producer =
        new KafkaProducer<>(
            connection.client(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    clientId,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    acknowledgedWithin.toMillis(),
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    (int) acknowledgedWithin.toMillis() / 2,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    (int) acknowledgedWithin.toMillis())),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends a command and waits until the broker has it.
   *
   * @return when it entered the log, by the broker's clock
   * @throws ProblemException with status 503 if the broker does not say so in time; then it may be
   *     there or not
   */
  public Instant send(Command command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, command.key(), command.body(), command.headers());
    try {
      // The producer's own deadlines end the wait; this one is for a producer that is stuck.
      long millis = 2 * acknowledgedWithin.toMillis();
      return Instant.ofEpochMilli(
          producer.send(record).get(millis, TimeUnit.MILLISECONDS).timestamp());
    } catch (ExecutionException e) {
      throw unavailable(e);
    } catch (TimeoutException | KafkaException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static ProblemException unavailable(Throwable failure) {
    log.warn("command not acknowledged: {}", failure.toString());
    return ProblemException.brokerUnavailable(
        "the message broker does not answer; nothing is known of what was asked for, try again in"
            + " a moment");
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
