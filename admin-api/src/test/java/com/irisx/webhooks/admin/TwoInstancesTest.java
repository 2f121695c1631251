package com.irisx.webhooks.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.capture.SubscriptionsTopic;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import tools.jackson.databind.JsonNode;

/** Two instances side by side: one captures, both serve, both project, and they agree. */
class TwoInstancesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void oneCapturesBothServeBothProject() throws Exception {
    TestDatabase database = TestCluster.shared().newDatabase();
    Topics topics = new Topics(TestCluster.shared().newTopicPrefix());
    String tenantId = "tenant-" + UUID.randomUUID();
    try (AdminApi one = AdminApi.start(database, topics);
        AdminApi two = AdminApi.start(database, topics)) {
      ApiClient atOne = one.newTenant(tenantId);
      ApiClient atTwo = new ApiClient(two.operator().baseUrl(), atOne.token());
      UUID webhook = atTwo.newWebhook();
      atOne.get("/v1/webhooks/" + webhook).require(200);
      await().atMost(PATIENCE).until(() -> new SubscriptionsTopic(one).last(webhook) != null);
      await().atMost(PATIENCE).until(() -> captures(atOne) || captures(atTwo));
      assertThat(captures(atOne)).isNotEqualTo(captures(atTwo));
      for (String listener : List.of("outcomeListener", "payloadListener", "pendingListener")) {
        await().atMost(PATIENCE).until(() -> partitions(one, listener) > 0);
        await().atMost(PATIENCE).until(() -> partitions(two, listener) > 0);
      }

      try (TopicTraffic traffic =
          TopicTraffic.start(TestCluster.shared().bootstrapServers(), topics, tenantId, webhook)) {
        await().atMost(PATIENCE).until(() -> traffic.sent() >= 300);
        traffic.finish();
        Map<String, Long> counted = traffic.countedFromTheTopic();
        for (ApiClient tenant : List.of(atOne, atTwo)) {
          await().atMost(PATIENCE).untilAsserted(() -> agree(tenant, webhook, counted));
        }
      }
      assertThat(atOne.get("/v1/stats").body()).isEqualTo(atTwo.get("/v1/stats").body());
    }
  }

  static void agree(ApiClient tenant, UUID webhook, Map<String, Long> counted) {
    for (String path : List.of("/v1/webhooks/" + webhook, "/v1/stats")) {
      JsonNode said = tenant.get(path).require(200).body();
      assertThat(said.required("successful_deliveries").asLong())
          .isEqualTo(counted.getOrDefault("delivered", 0L));
      assertThat(said.required("failed_deliveries").asLong())
          .isEqualTo(counted.getOrDefault("failed", 0L));
      assertThat(said.required("pending_deliveries").asLong())
          .isEqualTo(counted.getOrDefault("retrying", 0L));
      assertThat(said.required("total_deliveries").asLong())
          .isEqualTo(counted.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  private static boolean captures(ApiClient instance) {
    String metrics = instance.get("/actuator/prometheus").require(200).response().body();
    return metrics.contains("webhooks_capture_active 1.0");
  }

  private static int partitions(AdminApi api, String listener) {
    var container = api.bean(listener, ConcurrentMessageListenerContainer.class);
    var assigned = container.getAssignedPartitions();
    return assigned == null ? 0 : assigned.size();
  }
}
