package com.irisx.webhooks.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.streams.route.RouteMetrics;
import com.irisx.webhooks.streams.route.RouteTopology;
import com.irisx.webhooks.streams.schedule.ScheduleMetrics;
import com.irisx.webhooks.streams.schedule.ScheduleTopology;
import com.irisx.webhooks.streams.schedule.SchedulerLimits;
import com.irisx.webhooks.streams.subscription.SubscriptionIndex;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/**
 * The names of stores, nodes and topics are an upgrade contract. A change here means that a running
 * system loses state when it is upgraded, unless the operations guide says how not to.
 */
class TopologyGoldenTest {

  @Test
  void route() throws IOException {
    assertGolden(
        "route.topology.txt",
        new RouteTopology(
                Topics.DEFAULT,
                Pattern.compile(Topics.DEFAULT_EVENTS_PATTERN),
                1,
                new SubscriptionIndex(1),
                new RouteMetrics(new SimpleMeterRegistry()))
            .get());
  }

  @Test
  void schedule() throws IOException {
    assertGolden(
        "schedule.topology.txt",
        new ScheduleTopology(
                Topics.DEFAULT,
                SchedulerLimits.DEFAULT,
                new ScheduleMetrics(new SimpleMeterRegistry()),
                InstantSource.system())
            .get());
  }

  private static void assertGolden(String name, Topology topology) throws IOException {
    String actual = topology.describe().toString();
    try (InputStream golden = TopologyGoldenTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(golden)
          .as("golden/%s is missing; the topology is now:%n%s", name, actual)
          .isNotNull();
      assertThat(actual).isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }
}
