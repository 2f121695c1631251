package com.irisx.webhooks.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels are what others see of our enums; a renamed constant must not change one unnoticed. */
class LabelsTest {

  @Test
  void statuses() {
    assertThat(Stream.of(DeliveryStatus.values()).map(DeliveryStatus::label))
        .containsExactly("pending", "retrying", "delivered", "failed", "expired", "cancelled");
    assertThat(Stream.of(DeliveryStatus.values()).filter(DeliveryStatus::terminal))
        .containsExactly(
            DeliveryStatus.DELIVERED,
            DeliveryStatus.FAILED,
            DeliveryStatus.EXPIRED,
            DeliveryStatus.CANCELLED);
  }

  @Test
  void errors() {
    assertThat(Stream.of(AttemptError.values()).map(AttemptError::label))
        .containsExactly(
            "http_status",
            "timeout",
            "dns_failed",
            "address_blocked",
            "connection_failed",
            "tls_failed",
            "protocol_error",
            "egress_proxy_failed",
            "configuration_unusable",
            "webhook_unknown",
            "webhook_deleted",
            "webhook_disabled",
            "cancelled",
            "max_age_exceeded",
            "handover_lost",
            "unrecognized");
  }

  @Test
  void breakersWaitsAndReasonsToDisable() {
    assertThat(Stream.of(BreakerState.values()).map(BreakerState::label))
        .containsExactly("closed", "open", "half_open");
    assertThat(Stream.of(WaitReason.values()).map(WaitReason::label))
        .containsExactly(
            "rate_limit", "breaker", "paused", "disabled", "unknown_webhook", "egress_proxy");
    assertThat(Stream.of(DisabledReason.values()).map(DisabledReason::label))
        .containsExactly("endpoint_gone", "failing_too_long");
  }

  @Test
  void rejectionReasons() {
    assertThat(Stream.of(RejectionReason.values()).map(RejectionReason::label))
        .containsExactly(
            "empty",
            "too_large",
            "invalid_json",
            "missing_field",
            "invalid_field",
            "invalid_cloudevent",
            "filter_undecided",
            "malformed_record");
  }

  @Test
  void tiers() {
    assertThat(RetryTier.ALL.stream().map(RetryTier::label))
        .containsExactly("1s", "2s", "4s", "8s", "16s", "1m", "10m", "1h", "6h", "24h");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorIsFoundByItsLabel(AttemptError error) {
    assertThat(AttemptError.of(error.label())).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TIMEOUT", "Timeout", "time_out"})
  void anythingElseIsAReasonOfANewerVersion(String label) {
    assertThat(AttemptError.of(label)).isEqualTo(AttemptError.UNRECOGNIZED);
    assertThat(Json.MAPPER.readValue('"' + label + '"', AttemptError.class))
        .isEqualTo(AttemptError.UNRECOGNIZED);
  }
}
