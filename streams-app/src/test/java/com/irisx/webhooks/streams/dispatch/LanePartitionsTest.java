package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LanePartitionsTest {

  private static final TopicPartition TASKS = new TopicPartition("tasks", 0);
  private static final AttemptKey UNDER_WAY = key(1);
  private static final AttemptKey RECORDED_MEANWHILE = key(2);

  private Set<AttemptKey> recorded = Set.of();
  private final LanePartitions partitions =
      new LanePartitions(new MockConsumer<>("earliest"), positions -> recorded);

  @Test
  void whatIsUnderWayIsNotMadeAgainWhenALostPartitionIsBack() {
    partitions.assigned(List.of(TASKS));
    MadeAttempts before = made();
    assertThat(before.begin(UNDER_WAY)).isTrue();
    assertThat(before.begin(key(3))).isTrue();
    partitions.lose(List.of(TASKS));
    assertThat(partitions.made(TASKS)).isNull();
    before.notMade(key(3));

    recorded = Set.of(RECORDED_MEANWHILE);
    partitions.assigned(List.of(TASKS));

    assertThat(made().begin(UNDER_WAY)).isFalse();
    assertThat(made().begin(RECORDED_MEANWHILE)).isFalse();
    assertThat(made().begin(key(3))).as("there was no request").isTrue();
  }

  @Test
  void whatWasGivenAwayIsWhatIsRecorded() {
    partitions.assigned(List.of(TASKS));
    assertThat(made().begin(UNDER_WAY)).isTrue();
    partitions.forget(List.of(TASKS));

    partitions.assigned(List.of(TASKS));

    assertThat(made().begin(UNDER_WAY)).isTrue();
  }

  private MadeAttempts made() {
    return Objects.requireNonNull(partitions.made(TASKS));
  }

  private static AttemptKey key(int attempt) {
    return new AttemptKey(new UUID(0, 1), 7, 0, attempt);
  }
}
