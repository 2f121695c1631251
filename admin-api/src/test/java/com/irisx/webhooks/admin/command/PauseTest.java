package com.irisx.webhooks.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.Command;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pausing and resuming ask the scheduler. */
class PauseTest {

  private final AdminApi api = AdminApi.shared();
  private final ApiClient tenant = api.newTenant();
  private final UUID webhook = tenant.newWebhook();
  private final String path = "/v1/webhooks/" + webhook;

  @Test
  void theSchedulerIsAskedInOrder() {
    ApiAnswer paused = tenant.post(path + "/pause").require(202);
    ApiAnswer resumed = tenant.post(path + "/resume").require(202);

    assertThat(paused.text("id")).isEqualTo(webhook.toString());
    assertThat(paused.body().required("paused").asBoolean()).isTrue();
    assertThat(resumed.body().required("paused").asBoolean()).isFalse();
    assertThat(new CommandsTopic(api, webhook).commands())
        .containsExactly(new Command.Pause(webhook), new Command.Resume(webhook));
  }

  @Test
  void nobodyPausesWhatIsNotTheirs() {
    ApiClient stranger = api.newTenant();

    stranger.post(path + "/pause").requireProblem(404);
    stranger.post(path + "/resume").requireProblem(404);
    tenant.post("/v1/webhooks/" + UUID.randomUUID() + "/pause").requireProblem(404);

    assertThat(new CommandsTopic(api, webhook).read()).isEmpty();
  }
}
