package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.catalog.EventCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The upstream services of the demo: produces events at a steady pace. */
final class EventGenerator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventGenerator.class);
  private static final Duration PACE = Duration.ofMillis(300);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "demo-generator"));
  private final Producer<String, String> producer;
  private final Stories stories;
  private final Progress progress;

  private EventGenerator(Producer<String, String> producer, Stories stories, Progress progress) {
    this.producer = producer;
    this.stories = stories;
    this.progress = progress;
  }

  static EventGenerator start(String bootstrapServers, Progress progress) {
    EventGenerator generator =
        new EventGenerator(
            new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer()),
            new Stories(EventCatalog.builtIn(), RandomGenerator.getDefault()),
            progress);
    var unused =
        generator.timer.scheduleAtFixedRate(
            generator::produce, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    return generator;
  }

  @Override
  public void close() {
    // A send that is under way ends with the producer.
    timer.shutdownNow();
    producer.close(Duration.ofSeconds(2));
  }

  private void produce() {
    try {
      DemoEvent event = stories.next(Instant.now());
      progress.produced(event.id(), System.nanoTime());
      var unused =
          producer.send(
              new ProducerRecord<>(event.topic(), event.key(), event.json()),
              (metadata, failure) -> {
                if (failure != null) {
                  LOG.error("an event was not produced", failure);
                }
              });
    } catch (RuntimeException e) {
      // A timer forgets a task that throws.
      LOG.error("cannot produce", e);
    }
  }
}
