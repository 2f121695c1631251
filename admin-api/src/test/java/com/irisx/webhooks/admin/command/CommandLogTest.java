package com.irisx.webhooks.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.KafkaConnection;
import com.irisx.webhooks.testing.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A command is on the topic, or whoever asked is told that it is not known to be. */
class CommandLogTest {

  private final UUID webhook = UUID.randomUUID();

  @Test
  void theTimeIsTheBrokers() {
    AdminApi api = AdminApi.shared();
    Instant at = api.bean(CommandLog.class).send(new Command.Pause(webhook));

    assertThat(new CommandsTopic(api, webhook).read())
        .containsExactly(new CommandsTopic.Sent(new Command.Pause(webhook), at));
  }

  @Test
  void withoutABrokerItIsGivenUpInTime() {
    try (CommandLog log =
        new CommandLog(KafkaConnection.to("127.0.0.1:1"), "nobody", "c", Duration.ofMillis(300))) {
      long before = System.nanoTime();

      assertThatThrownBy(() -> log.send(new Command.Pause(webhook)))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("broker");

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aTopicThatIsNotThereIsGivenUpInTime() {
    String broker = TestCluster.shared().bootstrapServers();
    try (CommandLog log =
        new CommandLog(KafkaConnection.to(broker), "nobody", "no/topic", Duration.ofMillis(300))) {
      assertThatThrownBy(() -> log.send(new Command.Pause(webhook)))
          .isInstanceOf(ProblemException.class);
    }
  }
}
