package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptResult;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client gives up is sent once more, with Kafka's own stand-in for its client. */
class ResultsSentAgainTest {

  private final MockProducer<byte[], byte[]> client =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ResultReporter reporter = new ResultReporter(client, "results");

  @AfterEach
  void close() {
    reporter.close(Duration.ofSeconds(1));
  }

  static RuntimeException[] failuresThatPass() {
    return new RuntimeException[] {
      new TimeoutException("expired"),
      new NotLeaderOrFollowerException("the last thing the broker said"),
      new OutOfOrderSequenceException("KAFKA-15591")
    };
  }

  @ParameterizedTest
  @MethodSource("failuresThatPass")
  void whatPassesIsSentAgainUntilItIsTaken(RuntimeException failure) {
    CompletableFuture<@Nullable Void> acknowledged = report();
    for (int attempt = 1; attempt <= 3; attempt++) {
      int sent = attempt;
      await().untilAsserted(() -> assertThat(client.history()).hasSize(sent));
      assertThat(acknowledged).isNotDone();
      assertThat(client.errorNext(failure)).isTrue();
    }
    await().untilAsserted(() -> assertThat(client.history()).hasSize(4));
    assertThat(client.completeNext()).isTrue();
    assertThat(acknowledged).isCompleted();
  }

  @Test
  void whatDoesNotPassIsAFailure() {
    CompletableFuture<@Nullable Void> acknowledged = report();
    assertThat(client.errorNext(new TopicAuthorizationException("results"))).isTrue();
    assertThat(acknowledged).isCompletedExceptionally();
    assertThat(client.history()).hasSize(1);
  }

  @Test
  void afterTheEndNothingIsSentAgain() {
    CompletableFuture<@Nullable Void> acknowledged = report();
    reporter.close(Duration.ofSeconds(1));
    assertThat(client.errorNext(new TimeoutException("expired"))).isTrue();
    assertThat(acknowledged).isCompletedExceptionally();
    assertThat(client.history()).hasSize(1);
  }

  private CompletableFuture<@Nullable Void> report() {
    return reporter.report(
        new Task(DispatchHarness.delivery(new UUID(1, 2)), 1, new byte[] {1}),
        new AttemptResult(1, 1_000, 5, 200, null, null, null, null));
  }
}
