package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.schema.TopicSetup;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * How long after a delivery the scheduler may still drop a record of the same event, though the
 * delivery ended. Past that, only a delivery still under way makes it drop one.
 */
@Component
final class Repeats {

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final Duration remembered;

  Repeats(AdminSettings settings) {
    this.remembered = settings.dedupWindow().plus(CLOCK_SKEW);
  }

  /** How long the scheduler remembers a delivery that it has read, at most. */
  Duration remembered() {
    return remembered;
  }

  /**
   * When the oldest ended delivery can have been created that a record of this time may repeat. The
   * scheduler remembers from when it read the first record, which was on the topic until then.
   */
  Instant oldest(Instant at) {
    return at.minus(remembered).minus(TopicSetup.INTERNAL_RETENTION);
  }
}
