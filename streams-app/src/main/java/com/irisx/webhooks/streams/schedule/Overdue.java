package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.RetryTier;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a lost hand-over from a slow one. That no result has come says little: the dispatcher may
 * be down, and its tasks wait for it in their topic. But a lane is a log that is taken up in order:
 * a task was passed over if one that was handed out after it was due back has come back, and even
 * then this one, begun just before that, may be under way. So it has the margin once more.
 *
 * <p>What has come back is not stored, so after a restart nothing counts as lost until more has.
 */
final class Overdue {

  private final Duration margin;
  private final Duration limit;
  private final Attention attention;
  private final Map<@Nullable RetryTier, Passed> lanes = new HashMap<>();

  /**
   * @param margin how much longer than its timeout a task may take
   * @param limit after this long it is lost, whatever else came back
   */
  Overdue(Duration margin, Duration limit) {
    this.margin = margin;
    this.limit = limit;
    this.attention = new Attention(margin);
  }

  /**
   * How far a lane had come: the latest hand-out that had come back.
   *
   * @param handedOut its time
   * @param notedAt when that was so
   */
  private record Mark(long handedOut, long notedAt) {
    static final Mark NONE = new Mark(0, 0);
  }

  /** The two last marks of a lane, the margin or more apart. */
  private record Passed(Mark before, Mark last) {
    Passed after(HandOut back, long now, Duration margin) {
      return now - last.notedAt() < margin.toMillis()
          ? this
          : new Passed(last, new Mark(Math.max(last.handedOut(), back.at()), now));
    }

    /** How far the lane had come at least the margin ago. */
    long then(long now, Duration margin) {
      return now - last.notedAt() < margin.toMillis() ? before.handedOut() : last.handedOut();
    }
  }

  /** To be told of every punctuation. */
  void onTime(long now) {
    if (attention.look(now)) {
      lanes.clear();
    }
  }

  /** Since when records are read without a gap, milliseconds since the epoch. */
  long attentiveSince() {
    return attention.since();
  }

  void cameBack(HandOut handOut, long now) {
    Passed before = lanes.getOrDefault(handOut.lane(), new Passed(Mark.NONE, Mark.NONE));
    lanes.put(handOut.lane(), before.after(handOut, now, margin));
  }

  boolean isLost(HandOut handOut, long now) {
    Passed lane = lanes.get(handOut.lane());
    long passed = lane == null ? 0 : lane.then(now, margin);
    // What came back from later than now was handed out before the clock was set back.
    return (passed <= now && handOut.dueBack(margin) < passed)
        || now - limit.toMillis() > Math.max(handOut.at(), attention.since());
  }
}
