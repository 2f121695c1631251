package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.RetryTier;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a lost hand-over from a slow one. That no result has come says little: the dispatcher may
 * be down, and its tasks wait for it in their topic. But a lane is a log that is taken up in order:
 * once a task has come back that was handed out after this one was due back, this one was passed
 * over.
 *
 * <p>What has come back is not stored, so after a restart nothing counts as lost until more has.
 */
final class Overdue {

  private final Duration margin;
  private final Duration limit;
  private final Map<@Nullable RetryTier, Long> latest = new HashMap<>();

  /**
   * @param margin how much longer than its timeout a task may take
   * @param limit after this long it is lost, whatever else came back
   */
  Overdue(Duration margin, Duration limit) {
    this.margin = margin;
    this.limit = limit;
  }

  void cameBack(HandOut handOut) {
    latest.merge(handOut.lane(), handOut.at(), Math::max);
  }

  boolean isLost(HandOut handOut, long now) {
    long passed = latest.getOrDefault(handOut.lane(), 0L);
    // What came back from later than now was handed out before the clock was set back.
    return (passed <= now && handOut.dueBack(margin) < passed)
        || handOut.at() + limit.toMillis() < now;
  }
}
