package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts poison aside, byte for byte, with the reason beside it. */
@Component
final class RejectedRecords {

  private static final Logger log = LoggerFactory.getLogger(RejectedRecords.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Counter counter;

  RejectedRecords(
      Producer<byte[], byte[]> producer, AdminSettings settings, MeterRegistry registry) {
    this.producer = producer;
    this.topic = settings.kafka().topics().rejectedEvents();
    this.counter =
        Counter.builder("webhooks.projection.rejected")
            .description("Records that could not be projected and went to the rejected events")
            .register(registry);
  }

  /** A record and why it cannot be projected. */
  record Rejection(ConsumerRecord<byte[], byte[]> record, String detail) {}

  /**
   * Sends all and waits until the broker has them.
   *
   * @throws KafkaException if it has not; all must be sent again
   */
  void send(List<Rejection> rejections) {
    List<Future<RecordMetadata>> sends = rejections.stream().map(this::send).toList();
    for (Future<RecordMetadata> send : sends) {
      try {
        send.get();
      } catch (ExecutionException e) {
        throw new KafkaException("cannot put a rejected record aside", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted while putting a rejected record aside", e);
      }
    }
  }

  private Future<RecordMetadata> send(Rejection rejection) {
    ConsumerRecord<byte[], byte[]> record = rejection.record();
    log.warn(
        "rejected record topic={} partition={} offset={} detail={}",
        record.topic(),
        record.partition(),
        record.offset(),
        rejection.detail());
    counter.increment();
    RecordHeaders headers = new RecordHeaders(record.headers());
    RejectionHeaders.add(
        headers,
        RejectionReason.MALFORMED_RECORD,
        rejection.detail(),
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp());
    return producer.send(new ProducerRecord<>(topic, null, record.key(), record.value(), headers));
  }
}
