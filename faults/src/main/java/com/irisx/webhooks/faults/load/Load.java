package com.irisx.webhooks.faults.load;

import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.JvmOptions;
import com.irisx.webhooks.faults.process.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Events that come in, and the process that produces them.
 *
 * @param taken where it writes down which ones the broker has taken
 */
public record Load(Child producer, Path taken) {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Starts to produce.
   *
   * @param first the number of the first event
   * @param count how many at most
   * @param rate events/s
   */
  public static Load start(Stand stand, int first, int count, int rate) {
    Path taken = stand.directory().resolve("produced-" + first);
    Child producer =
        new Child(
            "producer-" + first,
            ProducerProgram.class,
            List.of(
                stand.bootstrapServers(),
                taken.toString(),
                Integer.toString(first),
                Integer.toString(count),
                Integer.toString(rate)),
            Map.of(),
            JvmOptions.shortLived(128),
            stand.directory());
    return new Load(producer.start(), taken);
  }

  /** Waits until the broker has taken all events there are to be. */
  public void awaitEnd() {
    producer.awaitSuccess(LIMIT);
  }

  /** Lets no more events come, and waits until the broker has taken those that came. */
  public void stop() {
    if (producer.isAlive()) {
      producer.stop();
    }
  }

  /** The numbers of the events that the broker has taken. */
  public IntStream events() {
    try {
      return ProducerProgram.taken(taken).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
