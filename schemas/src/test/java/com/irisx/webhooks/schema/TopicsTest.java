package com.irisx.webhooks.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are a contract with producers, data teams and access control lists. */
class TopicsTest {

  private static final String[] RETRY_LANES = {
    "webhooks.delivery-tasks.retry-1s",
    "webhooks.delivery-tasks.retry-2s",
    "webhooks.delivery-tasks.retry-4s",
    "webhooks.delivery-tasks.retry-8s",
    "webhooks.delivery-tasks.retry-16s",
    "webhooks.delivery-tasks.retry-1m",
    "webhooks.delivery-tasks.retry-10m",
    "webhooks.delivery-tasks.retry-1h",
    "webhooks.delivery-tasks.retry-6h",
    "webhooks.delivery-tasks.retry-24h"
  };

  @Test
  void names() {
    assertThat(Topics.DEFAULT.subscriptions()).isEqualTo("webhooks.subscriptions");
    assertThat(Topics.DEFAULT.commands()).isEqualTo("webhooks.commands");
    assertThat(Topics.DEFAULT.deliveries()).isEqualTo("webhooks.deliveries");
    assertThat(Topics.DEFAULT.deliveryTasks()).isEqualTo("webhooks.delivery-tasks");
    assertThat(Topics.DEFAULT.attemptResults()).isEqualTo("webhooks.attempt-results");
    assertThat(Topics.DEFAULT.deliveryOutcomes()).isEqualTo("webhooks.delivery-outcomes");
    assertThat(Topics.DEFAULT.deadLetters()).isEqualTo("webhooks.dead-letters");
    assertThat(Topics.DEFAULT.webhookStatus()).isEqualTo("webhooks.webhook-status");
    assertThat(Topics.DEFAULT.systemEvents()).isEqualTo("webhooks.system-events");
    assertThat(Topics.DEFAULT.rejectedEvents()).isEqualTo("webhooks.rejected-events");
  }

  @Test
  void retryLanesShortestDelayFirst() {
    assertThat(Topics.DEFAULT.retryLanes()).containsExactly(RETRY_LANES);
  }

  @Test
  void copartitionedTopics() {
    assertThat(Topics.DEFAULT.copartitioned())
        .contains(RETRY_LANES)
        .contains(
            "webhooks.subscriptions",
            "webhooks.commands",
            "webhooks.deliveries",
            "webhooks.delivery-tasks",
            "webhooks.attempt-results")
        .hasSize(RETRY_LANES.length + 5)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"events.call", "events.sms", "events.email", "events.system", "events.a.b"})
  void theDefaultPatternTakesEventTopics(String topic) {
    assertThat(topic).matches(Topics.DEFAULT_EVENTS_PATTERN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "events.", "eventsXcall", "webhooks.events.call"})
  void theDefaultPatternTakesNothingElse(String topic) {
    assertThat(topic).doesNotMatch(Topics.DEFAULT_EVENTS_PATTERN);
  }

  @Test
  void aPrefixGoesBeforeEveryName() {
    Topics topics = new Topics("eu_1-staging.");

    assertThat(topics.deliveryOutcomes()).isEqualTo("eu_1-staging.delivery-outcomes");
    assertThat(topics.copartitioned()).allMatch(name -> name.startsWith("eu_1-staging."));
    assertThat(new Topics("").commands()).isEqualTo("commands");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/", "ä.", "webhooks.\n"})
  void anImpossiblePrefixIsRefused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics(prefix))
        .withMessageStartingWith("topic prefix");
  }
}
