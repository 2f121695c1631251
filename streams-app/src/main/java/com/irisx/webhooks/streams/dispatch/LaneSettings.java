package com.irisx.webhooks.streams.dispatch;

import java.time.Duration;
import java.util.List;

/**
 * What one lane is.
 *
 * @param name in metrics, thread names and messages
 * @param topics whose tasks it takes
 * @param slots tasks in flight at one time
 * @param commitInterval how often finished offsets are committed
 * @param drainLimit after this long nothing that was in flight can still be
 */
record LaneSettings(
    String name, List<String> topics, int slots, Duration commitInterval, Duration drainLimit) {
  LaneSettings {
    topics = List.copyOf(topics);
  }
}
