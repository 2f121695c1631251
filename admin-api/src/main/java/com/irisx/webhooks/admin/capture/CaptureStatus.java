package com.irisx.webhooks.admin.capture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * What capture is doing, for health and metrics; Spring names the health component {@code capture}
 * after the bean.
 *
 * <p>Threading: written by the worker, read by anyone.
 */
@Component("captureHealthIndicator")
final class CaptureStatus implements HealthIndicator {

  private enum State {
    STARTING,
    STANDBY,
    ACTIVE,
    FAILED
  }

  private record Snapshot(State state, long slotLagBytes, @Nullable String failure) {}

  private volatile Snapshot now = new Snapshot(State.STARTING, 0, null);

  CaptureStatus(MeterRegistry registry) {
    Gauge.builder("webhooks.capture.slot.lag", this, status -> status.now.slotLagBytes())
        .baseUnit("bytes")
        .description("Log that the replication slot holds back because capture has not read it")
        .register(registry);
    Gauge.builder("webhooks.capture.active", this, status -> status.isActive() ? 1 : 0)
        .description("1 on the one instance that captures")
        .register(registry);
  }

  boolean isActive() {
    return now.state() == State.ACTIVE;
  }

  void standby() {
    now = new Snapshot(State.STANDBY, 0, null);
  }

  /** Keeps the failure that made it start again visible until it is active. */
  void starting() {
    now = new Snapshot(State.STARTING, now.slotLagBytes(), now.failure());
  }

  void active(long slotLagBytes) {
    now = new Snapshot(State.ACTIVE, slotLagBytes, null);
  }

  void failed(Exception failure) {
    now = new Snapshot(State.FAILED, now.slotLagBytes(), failure.getClass().getSimpleName());
  }

  @Override
  public Health health() {
    Snapshot seen = now;
    Health.Builder health =
        switch (seen.state()) {
          case ACTIVE, STANDBY -> Health.up();
          case STARTING, FAILED -> Health.down();
        };
    return health
        .withDetail("state", seen.state().name())
        .withDetail("slot_lag_bytes", seen.slotLagBytes())
        .build();
  }
}
