package com.irisx.webhooks.streams.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.testing.TestWebhooks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RetryPolicyTest {

  private static final WebhookSettings DEFAULTS =
      WebhookSettings.of(TestWebhooks.webhook().build());

  @Test
  void successIsDelivered() {
    assertThat(judge(1, null)).isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "WEBHOOK_UNKNOWN",
        "WEBHOOK_DELETED",
        "WEBHOOK_DISABLED",
        "CANCELLED",
        "MAX_AGE_EXCEEDED"
      })
  void everyFailureOfAnAttemptIsRetriedByTheScheduleUntilItsLast(AttemptError error) {
    assertThat(judge(1, error)).isEqualTo(new Verdict.Retry(2, 1_500 + 1_000, RetryTier.S1));
    assertThat(judge(4, error)).isEqualTo(new Verdict.Retry(5, 1_500 + 8_000, RetryTier.S8));
    assertThat(judge(5, error)).isEqualTo(new Verdict.Exhausted());
    assertThat(judge(6, error)).isEqualTo(new Verdict.Exhausted());
  }

  @Test
  void theLastDelayOfAScheduleRepeats() {
    WebhookSettings settings =
        WebhookSettings.of(TestWebhooks.webhook().maxAttempts(10).retrySchedule(1, 90_000).build());
    assertThat(RetryPolicy.judge(settings, false, result(7, AttemptError.TIMEOUT)))
        .isEqualTo(new Verdict.Retry(8, 1_500 + 90_000_000L, RetryTier.H24));
  }

  @Test
  void aPlaceThatDidNotKnowTheWebhookUsesUpNoAttempt() {
    assertThat(judge(5, AttemptError.WEBHOOK_UNKNOWN))
        .isEqualTo(new Verdict.Retry(5, 2_500, RetryTier.S1));
  }

  @Test
  void aWebhookSwitchedOffHoldsTheAttempt() {
    assertThat(judge(5, AttemptError.WEBHOOK_DISABLED)).isEqualTo(new Verdict.Held());
  }

  @Test
  void afterDeletionAFailureIsCancelledAndASuccessStaysOne() {
    assertThat(RetryPolicy.judge(DEFAULTS, true, result(1, AttemptError.TIMEOUT)))
        .isEqualTo(new Verdict.Cancelled(AttemptError.WEBHOOK_DELETED));
    assertThat(RetryPolicy.judge(DEFAULTS, true, result(1, null)))
        .isEqualTo(new Verdict.Delivered());
  }

  private static Verdict judge(int attempt, @Nullable AttemptError error) {
    return RetryPolicy.judge(DEFAULTS, false, result(attempt, error));
  }

  private static AttemptResult result(int attempt, @Nullable AttemptError error) {
    return new AttemptResult(attempt, 1_000, 500, null, error, null, null, null);
  }
}
