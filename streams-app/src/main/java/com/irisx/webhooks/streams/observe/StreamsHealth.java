package com.irisx.webhooks.streams.observe;

import org.apache.kafka.streams.KafkaStreams;

/** Reads the health of a Kafka Streams client off its state. */
public final class StreamsHealth {

  private StreamsHealth() {}

  /** Not ready while it rebalances or restores; down once it has given up. */
  public static Health.State of(KafkaStreams streams) {
    return switch (streams.state()) {
      case RUNNING -> Health.State.UP;
      case CREATED, REBALANCING, PENDING_SHUTDOWN -> Health.State.OUT_OF_SERVICE;
      case PENDING_ERROR, ERROR, NOT_RUNNING -> Health.State.DOWN;
    };
  }
}
