package com.irisx.webhooks.streams;

import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.RejectionReason;
import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.streams.config.StreamsSettings;
import com.irisx.webhooks.streams.dispatch.DispatchListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets aside what is none of our tasks on the rejected-events topic, and logs it.
 *
 * <p>Threading: called by the lanes' threads.
 */
final class DispatchTrouble implements DispatchListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DispatchTrouble.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String rejectedEvents;
  private final Counter lanesFailed;
  private final RecentFailures recent = new RecentFailures(Clock.systemUTC());

  private DispatchTrouble(
      KafkaProducer<byte[], byte[]> producer, String rejectedEvents, MeterRegistry metrics) {
    this.producer = producer;
    this.rejectedEvents = rejectedEvents;
    this.lanesFailed =
        Counter.builder("webhooks.dispatch.lanes.failed")
            .description("Lanes that failed and were begun anew")
            .register(metrics);
  }

  static DispatchTrouble reportingTo(StreamsSettings settings, MeterRegistry metrics) {
    Map<String, Object> config =
        settings
            .kafka()
            .client(Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSetup.MAX_REJECTED_BYTES));
    return new DispatchTrouble(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
        settings.topics().rejectedEvents(),
        metrics);
  }

  /**
   * Waits for the broker's acknowledgement: the record's offset is committed after this returns.
   */
  @Override
  public void onPoison(ConsumerRecord<byte[], byte[]> poison, String problem) {
    LOG.error(
        "set aside an unreadable record of {}-{} at offset {}: {}",
        poison.topic(),
        poison.partition(),
        poison.offset(),
        problem);
    RecordHeaders headers = new RecordHeaders(poison.headers());
    RejectionHeaders.add(
        headers,
        RejectionReason.MALFORMED_RECORD,
        problem,
        poison.topic(),
        poison.partition(),
        poison.offset(),
        poison.timestamp());
    try {
      var unused =
          producer
              .send(
                  new ProducerRecord<>(rejectedEvents, null, poison.key(), poison.value(), headers))
              .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot set a record aside", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while setting a record aside", e);
    }
  }

  @Override
  public void onLaneFailed(String lane, Throwable failure) {
    LOG.error("dispatch lane {} failed and is begun anew", lane, failure);
    lanesFailed.increment();
    recent.add();
  }

  /** Whether lanes fail for reasons that do not pass by themselves. */
  boolean tooMany() {
    return recent.tooMany();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
