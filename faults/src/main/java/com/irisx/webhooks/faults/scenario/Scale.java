package com.irisx.webhooks.faults.scenario;

import java.time.Duration;

/**
 * How hard and how long the faults are.
 *
 * @param rate events/s
 * @param load for how long events come in a scenario that does not say otherwise
 * @param kills how often everything is killed at once
 * @param brokerPause for how long the broker stands still
 * @param databaseGone for how long the database is gone
 * @param receiverGone for how long the receiver is gone
 * @param storm for how long an instance joins and leaves
 * @param afterClockStep how long a clock stays where it was set
 * @param randomFaults for how long the random ones go on
 */
public record Scale(
    int rate,
    Duration load,
    int kills,
    Duration brokerPause,
    Duration databaseGone,
    Duration receiverGone,
    Duration storm,
    Duration afterClockStep,
    Duration randomFaults) {

  /** What {@code ./mvnw verify} runs. */
  public static final Scale SHORT =
      new Scale(
          150,
          Duration.ofSeconds(8),
          1,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(6),
          Duration.ofSeconds(10),
          Duration.ofSeconds(4),
          Duration.ofSeconds(20));

  /** What {@code docs/guarantees.md} reports. */
  public static final Scale FULL =
      new Scale(
          1_000,
          Duration.ofSeconds(60),
          10,
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          Duration.ofSeconds(600),
          Duration.ofSeconds(120),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10));

  /** The same with random faults for so long. */
  public Scale withRandomFaults(Duration duration) {
    return new Scale(
        rate,
        load,
        kills,
        brokerPause,
        databaseGone,
        receiverGone,
        storm,
        afterClockStep,
        duration);
  }

  /** How many events come in this time. */
  int events(Duration duration) {
    return Math.toIntExact(rate * duration.toMillis() / 1_000);
  }
}
