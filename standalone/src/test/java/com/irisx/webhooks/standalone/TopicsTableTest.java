package com.irisx.webhooks.standalone;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.schema.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for operators lists the topics as they are created. */
class TopicsTableTest {

  @Test
  void theTableIsThatOfTheCode() throws IOException {
    Page.named("operations.md")
        .assertPart(
            "topics",
            new TopicSetup(Topics.DEFAULT, 12, (short) -1)
                .wanted().values().stream()
                    .map(topic -> row(topic.name(), topic.configs()))
                    .collect(
                        Collectors.joining(
                            "",
                            "\n| topic | kept | beside the broker's defaults |\n|---|---|---|\n",
                            "\n")));
  }

  private static String row(String name, Map<String, String> settings) {
    String kept =
        settings.containsKey(CLEANUP_POLICY_CONFIG)
            ? "compacted"
            : Duration.ofMillis(Long.parseLong(settings.get(RETENTION_MS_CONFIG))).toDays()
                + " days";
    String further =
        settings.entrySet().stream()
            .filter(
                each ->
                    !each.getKey().equals(CLEANUP_POLICY_CONFIG)
                        && !each.getKey().equals(RETENTION_MS_CONFIG))
            .map(each -> "`" + each.getKey() + "=" + each.getValue() + "`")
            .collect(Collectors.joining(", "));
    return "| `" + name + "` | " + kept + " | " + further + " |\n";
  }
}
