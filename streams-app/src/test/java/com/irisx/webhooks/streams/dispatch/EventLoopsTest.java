package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

  @Test
  void onLinuxTheNativeTransportIsUsed() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "native transport is for Linux");
    EventLoops eventLoops =
        new EventLoops(
            HttpSettings.builder().eventLoops(1).build(),
            new ConnectionMetrics(new SimpleMeterRegistry()));
    try {
      assertThat(eventLoops.vertx().isNativeTransportEnabled()).isTrue();
    } finally {
      eventLoops.close(Duration.ofSeconds(5));
    }
  }

  @Test
  void webhooksAreSpreadOverAllThreadsAndEachKeepsItsOwn() {
    EventLoops eventLoops =
        new EventLoops(
            HttpSettings.builder().eventLoops(3).build(),
            new ConnectionMetrics(new SimpleMeterRegistry()));
    try {
      UUID webhook = UUID.randomUUID();
      Set<String> threads =
          IntStream.range(0, 100)
              .mapToObj(i -> thread(eventLoops, UUID.randomUUID()))
              .collect(Collectors.toSet());

      assertThat(threads).hasSize(3);
      assertThat(thread(eventLoops, webhook)).isEqualTo(thread(eventLoops, webhook));
    } finally {
      eventLoops.close(Duration.ofSeconds(5));
    }
  }

  private static String thread(EventLoops eventLoops, UUID webhook) {
    CompletableFuture<String> name = new CompletableFuture<>();
    eventLoops.of(webhook).runOnContext(event -> name.complete(Thread.currentThread().getName()));
    return name.join();
  }
}
