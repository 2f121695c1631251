package com.irisx.webhooks.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which deliveries are scheduled: the machine's clock as it stood at the start, moved
 * on by the counter that nobody sets. So a machine's clock that is set by minutes makes nothing
 * early and lets nothing wait. It never goes back.
 *
 * <p>What it is behind the machine's clock it makes up by one part in {@value #CATCH_UP}, as NTP
 * does; what it is ahead, which makes nothing early, by one in {@value #FALL_BACK}. Time for which
 * the machine slept has passed and is made up at once. Of times that other processes kept, before
 * this one started or on other machines, it knows nothing.
 *
 * <p>Threading: safe for use by several threads.
 */
final class SteadyClock implements Time {

  /** 500 parts per million, by which clocks that NTP keeps may differ from true time anyway. */
  static final long CATCH_UP = 2_000;

  static final long FALL_BACK = 10;

  /** Half of the time after which Kafka gives up a client that sends no heartbeat. */
  static final Duration SET_BACK = Duration.ofSeconds(3);

  /** What is more is not handed over: records would bear times that brokers refuse. */
  static final Duration FURTHEST = Duration.ofMinutes(30);

  private static final String HANDED_OVER = "clock-ahead";

  /** A machine's clock that is off by so much was set, or the machine slept. */
  private static final long STEP_NS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

  private final LongSupplier machineMs;
  private final LongSupplier counterNs;
  private final LongSupplier uptimeNs;

  /** What the counter said at the last look, and the time then, nanoseconds since the epoch. */
  private long lastCounter;

  private long now;
  private long gap;

  /** What {@link #gap} was at the last look for steps. */
  private long gapBefore;

  private long lookedAgain;
  private boolean wasSetBack;

  /** Uptime goes on while the machine sleeps, the counter does not. */
  private long slept;

  /**
   * @param machineMs the machine's clock, milliseconds since the epoch
   * @param counterNs a counter that nobody sets, nanoseconds since any moment
   * @param uptimeNs the same, but it goes on while the machine sleeps; constant if there is none
   */
  SteadyClock(LongSupplier machineMs, LongSupplier counterNs, LongSupplier uptimeNs) {
    this.machineMs = machineMs;
    this.counterNs = counterNs;
    this.uptimeNs = uptimeNs;
    this.lastCounter = counterNs.getAsLong();
    this.lookedAgain = lastCounter;
    this.now = machineNs();
    this.slept = uptimeNs.getAsLong() - lastCounter;
  }

  /** That of this machine. */
  static SteadyClock ofThisMachine() {
    Path uptime = Path.of("/proc/uptime");
    LongSupplier uptimeNs = Files.isReadable(uptime) ? () -> uptime(uptime) : () -> 0;
    return new SteadyClock(System::currentTimeMillis, System::nanoTime, uptimeNs);
  }

  @Override
  public synchronized long milliseconds() {
    long counter = counterNs.getAsLong();
    long passed = counter - lastCounter;
    lastCounter = counter;
    now += passed;
    gap = machineNs() - now;
    if (counter - lookedAgain > LOOK_AGAIN_NS) {
      lookedAgain = counter;
      lookForStep(counter);
    }
    now += Math.max(-passed / FALL_BACK, Math.min(passed / CATCH_UP, gap));
    return TimeUnit.NANOSECONDS.toMillis(now);
  }

  private void lookForStep(long counter) {
    if (Math.abs(gap - gapBefore) > STEP_NS) {
      makeUpSleep(counter);
      long step = gap - gapBefore;
      if (Math.abs(step) > STEP_NS) {
        wasSetBack |= step < -SET_BACK.toNanos();
        LOG.warn(
            "the machine's clock was set by {}: it is {} away from the time by which deliveries are"
                + " scheduled, which follows slowly",
            Duration.ofNanos(step),
            Duration.ofNanos(gap));
      }
    }
    gapBefore = gap;
  }

  private void makeUpSleep(long counter) {
    long sleptSoFar = uptimeNs.getAsLong() - counter;
    long more = sleptSoFar - slept;
    if (more >= STEP_NS) {
      slept = sleptSoFar;
      now += more;
      gap -= more;
      LOG.info("the machine slept for {}", Duration.ofNanos(more));
    }
  }

  /** Whether the machine's clock was set back by {@link #SET_BACK} since this was last asked. */
  synchronized boolean takeSetBack() {
    var unused = milliseconds(); // Looks, should nobody else do so.
    boolean taken = wasSetBack;
    wasSetBack = false;
    return taken;
  }

  /**
   * Leaves word for the process that follows in the same directory of how far this clock is ahead,
   * so that what is due by it does not wait until the machine's clock is there again.
   */
  synchronized void handOver(Path directory) {
    long ahead = milliseconds() - machineMs.getAsLong();
    try {
      Files.writeString(directory.resolve(HANDED_OVER), machineMs.getAsLong() + " " + ahead);
    } catch (IOException e) {
      LOG.warn("the time by which deliveries were scheduled is not handed over", e);
    }
  }

  /** Goes on from where the process before left word, if that was shortly before. */
  synchronized void takeOver(Path directory) {
    Path file = directory.resolve(HANDED_OVER);
    if (!Files.exists(file)) {
      return;
    }
    try {
      String[] word = Files.readString(file).split(" ", 2);
      Files.delete(file);
      long since = machineMs.getAsLong() - Long.parseLong(word[0]);
      long ahead = Long.parseLong(word[1]);
      if (since >= 0 && since < FURTHEST.toMillis() && ahead > 0 && ahead < FURTHEST.toMillis()) {
        now += TimeUnit.MILLISECONDS.toNanos(ahead);
        gapBefore = -TimeUnit.MILLISECONDS.toNanos(ahead);
        LOG.info("deliveries are scheduled {} ms ahead of the machine's clock for a while", ahead);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the time by which deliveries were scheduled is not taken over", e);
    }
  }

  private long machineNs() {
    return TimeUnit.MILLISECONDS.toNanos(machineMs.getAsLong());
  }

  @Override
  public long nanoseconds() {
    return counterNs.getAsLong();
  }

  @Override
  public void sleep(long ms) {
    SYSTEM.sleep(ms);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    long left = deadlineMs - milliseconds();
    SYSTEM.waitObject(object, condition, SYSTEM.milliseconds() + left);
  }

  /** The first number: seconds since the machine started, with the time that it slept. */
  private static long uptime(Path file) {
    try {
      String text = Files.readString(file);
      return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1e9);
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} cannot be read", file, e);
      return 0;
    }
  }
}
