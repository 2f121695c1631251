package com.irisx.webhooks.faults.load;

import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.JvmOptions;
import com.irisx.webhooks.faults.process.Stand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A range of events, and the process that produces them.
 *
 * @param first the number of the first event
 * @param count how many
 * @param rate events/s
 */
public record Load(Child producer, int first, int count, int rate) {

  /** Starts to produce. */
  public static Load start(Stand stand, int first, int count, int rate) {
    Child producer =
        new Child(
            "producer-" + first,
            ProducerProgram.class,
            List.of(
                stand.bootstrapServers(),
                stand.directory().resolve("produced-" + first).toString(),
                Integer.toString(first),
                Integer.toString(count),
                Integer.toString(rate)),
            Map.of(),
            JvmOptions.shortLived(128),
            stand.directory());
    return new Load(producer.start(), first, count, rate);
  }

  /** Waits until the broker has taken every event. */
  public void awaitProduced(Duration limit) {
    producer.awaitSuccess(limit);
  }

  /** The numbers of its events. */
  public IntStream events() {
    return IntStream.range(first, first + count);
  }
}
