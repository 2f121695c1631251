package com.irisx.webhooks.admin.capture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

  private record Snapshot(State state, long slotLagBytes) {}

  private volatile Snapshot now = new Snapshot(State.STARTING, 0);

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
    now = new Snapshot(State.STANDBY, 0);
  }

  void starting() {
    now = new Snapshot(State.STARTING, now.slotLagBytes());
  }

  void active(long slotLagBytes) {
    now = new Snapshot(State.ACTIVE, slotLagBytes);
  }

  void failed() {
    now = new Snapshot(State.FAILED, now.slotLagBytes());
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
