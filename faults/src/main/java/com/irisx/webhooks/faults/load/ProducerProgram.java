package com.irisx.webhooks.faults.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.faults.process.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An upstream service: sends numbered events at a steady rate and writes down which ones the broker
 * has taken. Started again after a kill it sends those that it does not know to be taken, so an
 * event may be sent twice, never not at all. Told to stop, it sends no more and waits for the
 * broker. Arguments: bootstrap servers, file, first number, count, events/s.
 *
 * <p>Threading: the main thread sends, the client's thread writes down.
 */
public final class ProducerProgram {

  private static final String FOREVER_MS = "3600000";

  private static volatile boolean stopping;

  private final FileChannel acknowledged;

  private ProducerProgram(FileChannel acknowledged) {
    this.acknowledged = acknowledged;
  }

  /** Runs until the broker has taken every event. */
  public static void main(String[] arguments) throws IOException {
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping = true;
                  awaitUninterrupted(finished);
                }));
    try {
      run(arguments);
    } finally {
      finished.countDown();
    }
  }

  private static void run(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    int first = Integer.parseInt(arguments[2]);
    int count = Integer.parseInt(arguments[3]);
    int rate = Integer.parseInt(arguments[4]);
    BitSet taken = taken(file);
    try (FileChannel log =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    arguments[0],
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    FOREVER_MS,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    FOREVER_MS,
                    ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    "500"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      new ProducerProgram(log).send(producer, taken, first, count, rate);
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, BitSet taken, int first, int count, int rate) {
    long began = System.nanoTime();
    int sent = 0;
    for (int number = first; number < first + count && !stopping; number++) {
      if (taken.get(number)) {
        continue;
      }
      long due = began + sent++ * 1_000_000_000L / rate;
      long wait = due - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      int event = number;
      var unused =
          producer.send(
              new ProducerRecord<>(Stand.EVENTS, Tenants.event(event).getBytes(UTF_8)),
              (metadata, failure) -> onSent(event, failure));
    }
    producer.flush();
  }

  private void onSent(int event, Exception failure) {
    if (failure != null) {
      throw new IllegalStateException("event " + event + " was not taken", failure);
    }
    try {
      acknowledged.write(ByteBuffer.wrap((event + "\n").getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The numbers in a file that this program has written. */
  static BitSet taken(Path file) throws IOException {
    BitSet taken = new BitSet();
    if (Files.exists(file)) {
      try (var lines = Files.lines(file)) {
        lines.forEach(line -> taken.set(Integer.parseInt(line)));
      }
    }
    return taken;
  }
}
