package com.irisx.webhooks.streams.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.streams.schedule.DueIndex.Entry;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class DueIndexTest {

  private static final int LIMIT = 10;
  private static final int WAKE_UPS = 3;

  private final DueIndex index = new DueIndex(store());

  @Test
  void theEarliestAreFirstAndStayUntilTheyAreRemoved() {
    for (long at = 30; at > 0; at--) {
      index.add(at, new UUID(1, at), new UUID(2, at));
    }
    assertThat(due(20))
        .extracting(Entry::at)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(due(2)).extracting(Entry::at).containsExactly(1L, 2L);
    due(2).forEach(index::remove);
    assertThat(due(4)).extracting(Entry::at).containsExactly(3L, 4L);
  }

  @Test
  void noRetryWaitsBehindWebhooksThatWakeAtOneInstant() {
    for (int i = 0; i < 1_000; i++) {
      index.addWakeUp(1, new UUID(0, i + 1));
    }
    index.add(2, new UUID(1, 1), new UUID(1, 2));
    index.add(3, new UUID(1, 1), new UUID(1, 3));

    assertThat(due(5)).hasSize(WAKE_UPS + 2);
    assertThat(due(5).stream().filter(entry -> !entry.isWakeUp()))
        .extracting(Entry::at)
        .containsExactly(2L, 3L);
  }

  private List<Entry> due(long now) {
    return index.due(now, LIMIT, WAKE_UPS);
  }

  private static KeyValueStore<Bytes, byte[]> store() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(DueIndex.NAME), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
