package com.irisx.webhooks.streams.dispatch;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What the last owner of partitions left on record. */
@FunctionalInterface
interface TakeOver {

  /**
   * The attempts of these partitions whose result is recorded.
   *
   * @param positions of each partition, where it will be taken up
   */
  Set<AttemptKey> recorded(Map<TopicPartition, Long> positions);
}
