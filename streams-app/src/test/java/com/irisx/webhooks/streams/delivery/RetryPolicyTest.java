package com.irisx.webhooks.streams.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.testing.TestWebhooks;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RetryPolicyTest {

  private static final WebhookSettings DEFAULTS =
      WebhookSettings.of(TestWebhooks.webhook().build());
  private static final UUID DEFAULT_ID = UUID.fromString("11111111-1111-4111-8111-111111111111");

  /** When results are read; the attempts ended at 1,500 by the dispatcher's clock. */
  private static final long NOW = 9_000;

  private static final RetryPolicy POLICY = new RetryPolicy(RetryLimits.DEFAULT);

  @Test
  void successIsDelivered() {
    assertThat(judge(1, null)).isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "EGRESS_PROXY_FAILED",
        "WEBHOOK_UNKNOWN",
        "WEBHOOK_DELETED",
        "WEBHOOK_DISABLED",
        "CANCELLED",
        "MAX_AGE_EXCEEDED",
        "HANDOVER_LOST"
      })
  void everyFailureOfAnAttemptIsRetriedByTheScheduleUntilItsLast(AttemptError error) {
    assertThat(judge(1, error)).isEqualTo(new Verdict.Retry(2, NOW + 1_000, RetryTier.S1));
    assertThat(judge(4, error)).isEqualTo(new Verdict.Retry(5, NOW + 8_000, RetryTier.S8));
    assertThat(judge(5, error)).isEqualTo(new Verdict.Exhausted());
    assertThat(judge(6, error)).isEqualTo(new Verdict.Exhausted());
  }

  @Test
  void theLastDelayOfAScheduleRepeats() {
    WebhookSettings settings =
        WebhookSettings.of(TestWebhooks.webhook().maxAttempts(10).retrySchedule(1, 90_000).build());
    assertThat(POLICY.judge(settings, delivery(1, 0), result(7, AttemptError.TIMEOUT), NOW))
        .isEqualTo(new Verdict.Retry(8, NOW + 90_000_000L, RetryTier.H24));
  }

  @Test
  void aPlaceThatDidNotKnowTheWebhookUsesUpNoAttempt() {
    assertThat(judge(5, AttemptError.WEBHOOK_UNKNOWN))
        .isEqualTo(new Verdict.Retry(5, NOW + 1_000, RetryTier.S1));
  }

  @Test
  void anEgressProxyThatDoesNotWorkUsesUpNoAttempt() {
    assertThat(judge(5, AttemptError.EGRESS_PROXY_FAILED))
        .isEqualTo(new Verdict.Retry(5, NOW + 10_000, RetryTier.S16));
  }

  @Test
  void aWebhookSwitchedOffHoldsTheAttempt() {
    assertThat(judge(5, AttemptError.WEBHOOK_DISABLED)).isEqualTo(new Verdict.Held());
  }

  @Test
  void aTaskThatWasLostIsNotMadeAgain() {
    assertThat(judge(1, AttemptError.HANDOVER_LOST)).isEqualTo(new Verdict.Exhausted());
  }

  @ParameterizedTest
  @CsvSource({
    // status, Retry-After in ms, expected delay in ms, lane
    "429, 5000,    5000,    S8",
    "503, 5000,    5000,    S8",
    "503, 1001,    1001,    S2",
    "503, 999,     1000,    S1",
    "503, 0,       1000,    S1",
    "429, 3600000, 3600000, H1",
    "429, 3600001, 3600000, H1",
    "500, 5000,    1000,    S1",
    "404, 5000,    1000,    S1",
  })
  void retryAfterMovesTheDueTimeLaterButNotBeyondItsLimit(
      int status, long retryAfterMs, long delayMs, RetryTier lane) {
    AttemptResult result =
        new AttemptResult(
            1, 1_000, 500, status, AttemptError.HTTP_STATUS, null, retryAfterMs, null);
    assertThat(POLICY.judge(DEFAULTS, delivery(1, 0), result, NOW))
        .isEqualTo(new Verdict.Retry(2, NOW + delayMs, lane));
  }

  @Test
  void jitterOnlyEverAddsAndIsAFunctionOfDeliveryAndAttempt() {
    RetryPolicy jittering =
        new RetryPolicy(
            new RetryLimits(20, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(5)));
    AttemptResult fifth = result(4, AttemptError.TIMEOUT);
    Set<Long> dueTimes = new HashSet<>();
    long sum = 0;
    for (int i = 0; i < 1_000; i++) {
      Verdict verdict = jittering.judge(DEFAULTS, delivery(i, 0), fifth, NOW);
      long delay = ((Verdict.Retry) verdict).dueAt() - NOW;
      assertThat(delay).isBetween(8_000L, 9_600L);
      assertThat(jittering.judge(DEFAULTS, delivery(i, 0), fifth, NOW)).isEqualTo(verdict);
      dueTimes.add(delay);
      sum += delay;
    }
    assertThat(dueTimes).hasSizeGreaterThan(400);
    assertThat(sum / 1_000).isBetween(8_700L, 8_900L);
  }

  @Test
  void aRetryThatWouldComeTooLateIsNotWaitedFor() {
    RetryPolicy policy =
        new RetryPolicy(
            new RetryLimits(
                0, Duration.ofHours(1), Duration.ofMillis(NOW + 1_000), Duration.ofDays(5)));
    AttemptResult result = result(1, AttemptError.TIMEOUT);
    assertThat(policy.judge(DEFAULTS, delivery(1, 0).createdAt(0), result, NOW))
        .isEqualTo(new Verdict.Retry(2, NOW + 1_000, RetryTier.S1));
    assertThat(policy.judge(DEFAULTS, delivery(1, 0).createdAt(-1), result, NOW))
        .isEqualTo(new Verdict.Expired());
    assertThat(policy.judge(DEFAULTS, delivery(1, 1).createdAt(-1), result, NOW))
        .isInstanceOf(Verdict.Retry.class);
  }

  private static Verdict judge(int attempt, @Nullable AttemptError error) {
    return POLICY.judge(DEFAULTS, delivery(1, 0), result(attempt, error), NOW);
  }

  private static Delivery delivery(int number, int run) {
    return new Delivery(
        Ids.delivery("evt_" + number, DEFAULT_ID),
        DEFAULT_ID,
        "tenant",
        "evt_" + number,
        "call.completed",
        "2026-01-01T00:00:00Z",
        1_000,
        run);
  }

  private static AttemptResult result(int attempt, @Nullable AttemptError error) {
    return new AttemptResult(attempt, 1_000, 500, null, error, null, null, null);
  }
}
