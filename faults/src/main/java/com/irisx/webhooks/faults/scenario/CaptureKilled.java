package com.irisx.webhooks.faults.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.faults.load.AdminClient;
import com.irisx.webhooks.faults.load.Tenants;
import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.testing.TopicReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/**
 * admin-api is killed right after it has answered a change, before it can have captured it: every
 * change arrives on the topic, in order.
 */
final class CaptureKilled implements Scenario {

  private static final int CHANGES = 5;

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public String run(Trial trial) {
    Stand stand = trial.stand();
    Tenants.Webhook webhook = trial.tenants().webhooks().get(0);
    AdminClient api = new AdminClient(stand);
    List<Long> before = versions(stand, webhook);
    long first = before.get(before.size() - 1) + 1;
    int kills = trial.scale().kills();
    for (int i = 0; i < kills; i++) {
      for (int change = 0; change < CHANGES; change++) {
        api.describe(webhook, "change " + change + " before kill " + i);
      }
      stand.adminApi().kill();
      stand.adminApi().start();
      stand.awaitApi();
    }
    List<Long> expected = LongStream.range(first, first + (long) kills * CHANGES).boxed().toList();
    Awaitility.await("every change captured")
        .atMost(Stand.PATIENCE)
        .until(() -> versions(stand, webhook).contains(expected.get(expected.size() - 1)));
    List<Long> after = versions(stand, webhook);
    List<Long> captured = after.subList(before.size(), after.size());
    // A crash may capture changes again; each comes first in its order, and the last one is last.
    assertThat(captured.stream().filter(version -> version >= first).distinct().toList())
        .isEqualTo(expected);
    assertThat(after.get(after.size() - 1)).isEqualTo(expected.get(expected.size() - 1));
    return "%d changes, %d kills right after the answer: all captured in order, %d captured twice"
        .formatted(expected.size(), kills, captured.size() - expected.size());
  }

  private static List<Long> versions(Stand stand, Tenants.Webhook webhook) {
    try (TopicReader reader = new TopicReader(stand.bootstrapServers())) {
      return new ArrayList<>(
          reader.readToEnd(stand.topics().subscriptions()).stream()
              .filter(
                  record ->
                      record.value() != null
                          && Arrays.equals(record.key(), webhook.id().toString().getBytes(UTF_8)))
              .map(record -> Subscription.FORMAT.read(record.value()).version())
              .toList());
    }
  }
}
