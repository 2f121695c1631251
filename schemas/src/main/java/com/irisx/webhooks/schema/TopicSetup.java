package com.irisx.webhooks.schema;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates our topics where they are missing and checks those that are there. Both apps do so when
 * they start.
 */
public final class TopicSetup {

  /** Longest record on the rejected-events topic: what could not be understood may be long. */
  public static final int MAX_REJECTED_BYTES = 32 * 1024 * 1024;

  /** How long records stay on the topics between our own parts. */
  public static final Duration INTERNAL_RETENTION = Duration.ofDays(7);

  private static final Duration DELETIONS_KEPT = Duration.ofDays(30);
  private static final Duration PUBLIC_RETENTION = Duration.ofDays(30);

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
  private static final long ASK_AGAIN_MS = 50;

  private final Topics topics;
  private final int partitions;
  private final short replicationFactor;

  /**
   * @param partitions of every topic of ours; cannot be changed later
   * @param replicationFactor of the topics that are created
   */
  public TopicSetup(Topics topics, int partitions, short replicationFactor) {
    this.topics = topics;
    this.partitions = partitions;
    this.replicationFactor = replicationFactor;
  }

  /**
   * Creates what is missing, then checks what is there: the number of partitions, and the
   * configuration without which records would be lost or filed wrongly.
   *
   * @throws TopicSetupException if a topic cannot be created or read, or is not as it must be
   */
  public void ensure(Admin admin) {
    Map<String, NewTopic> wanted = wanted();
    Set<String> existing = existing(admin);
    create(
        admin, wanted.values().stream().filter(topic -> !existing.contains(topic.name())).toList());
    describe(admin, wanted.keySet()).forEach(this::check);
    TopicConfigCheck.check(
        admin, wanted.values().stream().filter(topic -> existing.contains(topic.name())).toList());
  }

  private void check(String name, TopicDescription description) {
    int actual = description.partitions().size();
    if (actual != partitions) {
      throw new TopicSetupException(
          "topic "
              + name
              + " has "
              + actual
              + " partitions, WEBHOOKS_PARTITIONS is "
              + partitions
              + ": all our topics must have the same number, and it cannot be changed later. If all"
              + " have "
              + actual
              + ", set WEBHOOKS_PARTITIONS="
              + actual
              + " for both apps; if only some have, those were made by somebody else: delete them"
              + " before the first start, or take a new WEBHOOKS_TOPIC_PREFIX");
    }
  }

  /** The topics as they are created, by name, in the order in which people should read them. */
  public Map<String, NewTopic> wanted() {
    Map<String, NewTopic> wanted = new LinkedHashMap<>();
    // Who was away for less hears of each webhook that was deleted meanwhile.
    Map<String, String> table =
        Map.of(
            CLEANUP_POLICY_CONFIG,
            CLEANUP_POLICY_COMPACT,
            DELETE_RETENTION_MS_CONFIG,
            millis(DELETIONS_KEPT));
    add(wanted, topics.subscriptions(), table);
    add(wanted, topics.webhookStatus(), table);
    // The broker's clock, because a producer's may say anything: it decides the day a delivery is
    // filed under.
    Map<String, String> stamped =
        Map.of(
            RETENTION_MS_CONFIG,
            millis(INTERNAL_RETENTION),
            MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");
    add(wanted, topics.deliveries(), stamped);
    add(wanted, topics.commands(), stamped);
    Map<String, String> internal = Map.of(RETENTION_MS_CONFIG, millis(INTERNAL_RETENTION));
    add(wanted, topics.deliveryTasks(), internal);
    topics.retryLanes().forEach(lane -> add(wanted, lane, internal));
    add(wanted, topics.attemptResults(), internal);
    add(wanted, topics.systemEvents(), internal);
    Map<String, String> published = Map.of(RETENTION_MS_CONFIG, millis(PUBLIC_RETENTION));
    add(wanted, topics.deliveryOutcomes(), published);
    add(wanted, topics.deadLetters(), published);
    add(
        wanted,
        topics.rejectedEvents(),
        Map.of(
            RETENTION_MS_CONFIG,
            millis(PUBLIC_RETENTION),
            MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(MAX_REJECTED_BYTES)));
    return wanted;
  }

  private void add(Map<String, NewTopic> wanted, String name, Map<String, String> configuration) {
    wanted.put(name, new NewTopic(name, partitions, replicationFactor).configs(configuration));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static Set<String> existing(Admin admin) {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new TopicSetupException(
          "cannot list the topics: "
              + e.getCause()
              + ". Do the brokers of WEBHOOKS_BOOTSTRAP_SERVERS answer here, and does"
              + " WEBHOOKS_KAFKA_PROPERTIES say how to get in?",
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A topic just created is not known to every broker at once: asks again for a while. */
  private static Map<String, TopicDescription> describe(Admin admin, Set<String> names) {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (true) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException denied) {
          throw new TopicSetupException(
              "may not describe the topics "
                  + denied.unauthorizedTopics()
                  + ": grant DESCRIBE on them to the user that we connect as",
              e);
        }
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw new TopicSetupException("cannot describe the topics: " + e.getCause(), e);
        }
        pause();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Another process may create them at the same time. */
  private void create(Admin admin, Collection<NewTopic> missing) {
    admin.createTopics(missing).values().forEach(this::await);
  }

  private void await(String name, KafkaFuture<Void> created) {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new TopicSetupException("cannot create topic " + name + ": " + cure(e.getCause()), e);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String cure(@Nullable Throwable problem) {
    if (problem instanceof AuthorizationException) {
      return "not allowed. Grant CREATE and DESCRIBE on topics that begin with \""
          + topics.prefix()
          + "\" to the user that we connect as, or create it with "
          + partitions
          + " partitions and grant DESCRIBE";
    }
    if (problem instanceof InvalidReplicationFactorException) {
      return problem.getMessage()
          + " Set WEBHOOKS_REPLICATION_FACTOR to at most the number of brokers, or to -1 for their"
          + " default";
    }
    return String.valueOf(problem);
  }

  private static TopicSetupException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TopicSetupException("interrupted while setting up the topics", e);
  }

  /** The topics are not as they must be; the message names the topic and what to do. */
  public static final class TopicSetupException extends RuntimeException {
    TopicSetupException(String message) {
      super(message);
    }

    TopicSetupException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
