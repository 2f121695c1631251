package com.irisx.webhooks.schema;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

import com.irisx.webhooks.schema.TopicSetup.TopicSetupException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the configuration that correctness rests on; retention and the like are the operator's. A
 * topic that somebody else made, or a broker by itself, lacks it: a table of webhooks that is not
 * compacted forgets them after a week.
 */
final class TopicConfigCheck {

  private static final Set<String> CHECKED =
      Set.of(CLEANUP_POLICY_CONFIG, MESSAGE_TIMESTAMP_TYPE_CONFIG, MAX_MESSAGE_BYTES_CONFIG);

  private static final Logger LOG = LoggerFactory.getLogger(TopicConfigCheck.class);

  private TopicConfigCheck() {}

  /** Without the right to read configuration nothing is checked, and a warning says so. */
  static void check(Admin admin, Collection<NewTopic> wanted) {
    Map<ConfigResource, NewTopic> byResource =
        wanted.stream()
            .filter(topic -> topic.configs().keySet().stream().anyMatch(CHECKED::contains))
            .collect(
                Collectors.toMap(
                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                    topic -> topic));
    try {
      admin
          .describeConfigs(byResource.keySet())
          .all()
          .get()
          .forEach(
              (resource, actual) ->
                  compare(Objects.requireNonNull(byResource.get(resource)), actual));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw new TopicSetupException("cannot read the topics' configuration: " + e.getCause(), e);
      }
      LOG.warn("the topics' configuration is not checked: it takes DESCRIBE_CONFIGS on them");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicSetupException("interrupted while checking the topics", e);
    }
  }

  private static void compare(NewTopic wanted, Config actual) {
    wanted.configs().entrySet().stream()
        .filter(entry -> CHECKED.contains(entry.getKey()))
        .forEach(
            entry -> {
              ConfigEntry found = actual.get(entry.getKey());
              // "compact,delete" forgets, too.
              if (found != null && !suffices(entry.getKey(), entry.getValue(), found.value())) {
                throw new TopicSetupException(
                    """
                    topic %s has %s=%s and must have %s%s: \
                    kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"""
                        .formatted(
                            wanted.name(),
                            entry.getKey(),
                            found.value(),
                            isLeast(entry.getKey()) ? "at least " : "",
                            entry.getValue(),
                            wanted.name(),
                            entry.getKey(),
                            entry.getValue()));
              }
            });
  }

  private static boolean suffices(String key, String wanted, String found) {
    return isLeast(key) ? Long.parseLong(found) >= Long.parseLong(wanted) : wanted.equals(found);
  }

  /** Whether more than what is wanted is as good. */
  private static boolean isLeast(String key) {
    return key.equals(MAX_MESSAGE_BYTES_CONFIG);
  }
}
