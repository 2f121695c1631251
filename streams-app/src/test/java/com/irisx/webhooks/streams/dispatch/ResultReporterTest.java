package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.DispatchHarness.PATIENCE;
import static com.irisx.webhooks.testing.Answer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.testing.ScriptedReceiver;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A result that the broker does not take at once. */
class ResultReporterTest {

  /** By which the producer holds results back, many commit intervals. */
  private static final Duration SLOWNESS = Duration.ofSeconds(2);

  private final ScriptedReceiver receiver = ScriptedReceiver.start();
  private final DispatchHarness harness =
      new DispatchHarness(Map.of("linger.ms", (int) SLOWNESS.toMillis()));
  private final UUID webhook = harness.webhook(receiver.url("/hook")).id();

  @AfterEach
  void close() {
    receiver.close();
    harness.close();
  }

  @Test
  void noOffsetIsFinishedBeforeTheBrokerHasTheResult() {
    harness.start(harness.settings());
    harness.task(webhook, "{}");
    receiver.awaitRequests("/hook", 1, PATIENCE);

    await()
        .during(SLOWNESS.dividedBy(2))
        .untilAsserted(() -> assertThat(harness.committedTasks()).isZero());
    assertThat(harness.resultsSoFar()).isEmpty();

    assertThat(harness.results(1)).hasSize(1);
    await().untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(1));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void anAnswerThatMakesTheResultTooLargeIsLeftOut() {
    harness.configureResults("max.message.bytes", "4000");
    receiver.on("/hook").answer(status(500).body("x".repeat(10_000)));
    harness.start(harness.settings());
    harness.task(webhook, "{\"id\":1}");

    var record = harness.results(1).get(0);
    AttemptResult result = AttemptResult.of(record.headers());
    assertThat(result.responseStatus()).isEqualTo(500);
    assertThat(result.responseBody()).isNull();
    assertThat(record.value()).asString(UTF_8).isEqualTo("{\"id\":1}");
  }

  @Test
  void aResultThatIsTooLargeAllTheSameIsPoisonAndPassed() {
    harness.configureResults("max.message.bytes", "4000");
    // Both may be under way at once: which comes first is open.
    receiver.on("/hook").answer(request -> status(request.text().startsWith("x") ? 500 : 200));
    harness.start(harness.settings());
    harness.task(webhook, 0, "x".repeat(10_000));
    harness.task(webhook, 0, "{}");

    assertThat(AttemptResult.of(harness.results(1).get(0).headers()).succeeded()).isTrue();
    await().untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(2));
    assertThat(harness.poison).singleElement().asString().contains("too large");
    assertThat(harness.failedLanes).isEmpty();
  }
}
