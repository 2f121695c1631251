package com.irisx.webhooks.admin.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TopicReader;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What was asked of a webhook, as the scheduler would read it. */
public record CommandsTopic(AdminApi api, UUID webhookId) {

  /**
   * A record.
   *
   * @param at when the broker put it there
   */
  public record Sent(Command command, Instant at) {}

  /** All commands to this webhook that are on the topic now. */
  public List<Sent> read() {
    try (TopicReader reader = new TopicReader(TestCluster.shared().bootstrapServers())) {
      return reader.readToEnd(api.topics().commands()).stream()
          .filter(record -> new String(record.key(), UTF_8).equals(webhookId.toString()))
          .map(
              record ->
                  new Sent(
                      Command.of(webhookId, record.headers(), record.value()),
                      Instant.ofEpochMilli(record.timestamp())))
          .toList();
    }
  }

  /** The commands alone. */
  public List<Command> commands() {
    return read().stream().map(Sent::command).toList();
  }
}
