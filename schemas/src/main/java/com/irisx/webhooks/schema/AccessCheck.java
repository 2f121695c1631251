package com.irisx.webhooks.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Tells at start what an application is not allowed to do, all of it at once. Without it the first
 * sign would be an exception in some thread, and the next one after that was cured.
 *
 * <p>A cluster without an authorizer allows everything. What the cluster does not tell is taken for
 * allowed.
 */
public final class AccessCheck {

  private AccessCheck() {}

  /**
   * Checks topics that exist, groups, transactional ids and the right to make topics.
   *
   * @throws MissingAccessException names all that is missing, and what to grant
   */
  public static void check(Admin admin, ClusterAccess access) {
    List<String> missing = new ArrayList<>();
    topics(admin, access.topics()).forEach(missing::add);
    for (String group : access.groups()) {
      if (denied(admin.describeConsumerGroups(List.of(group)).all())) {
        missing.add("READ on group " + group);
      }
    }
    for (String id : access.transactionalIds()) {
      if (denied(admin.describeTransactions(List.of(id)).all())) {
        missing.add("WRITE and DESCRIBE on transactional ids that begin with " + id);
      }
    }
    for (String topic : access.ownTopics()) {
      if (denied(
          admin
              .createTopics(
                  List.of(new NewTopic(topic, Optional.empty(), Optional.empty())),
                  new CreateTopicsOptions().validateOnly(true))
              .all())) {
        missing.add("CREATE, DESCRIBE, READ and WRITE on topics such as " + topic);
      }
    }
    if (!missing.isEmpty()) {
      throw new MissingAccessException(missing);
    }
  }

  private static List<String> topics(Admin admin, Map<String, Set<AclOperation>> wanted) {
    List<String> missing = new ArrayList<>();
    admin
        .describeTopics(
            wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach(
            (topic, description) -> {
              Set<AclOperation> lacking =
                  lacking(description, wanted.getOrDefault(topic, Set.of()));
              if (!lacking.isEmpty()) {
                missing.add(lacking + " on topic " + topic);
              }
            });
    return missing;
  }

  private static Set<AclOperation> lacking(
      KafkaFuture<TopicDescription> description, Set<AclOperation> wanted) {
    Set<AclOperation> lacking = new TreeSet<>(wanted);
    try {
      @Nullable Set<AclOperation> allowed = description.get().authorizedOperations();
      if (allowed != null) {
        lacking.removeAll(allowed);
        return lacking;
      }
      return Set.of();
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuthorizationException ? lacking : Set.of();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether that is what the broker said; that a thing is not there yet is all right. */
  private static boolean denied(KafkaFuture<?> asked) {
    try {
      var unused = asked.get();
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuthorizationException;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while checking permissions", e);
  }

  /** Permissions are missing; the message lists them. */
  public static final class MissingAccessException extends RuntimeException {
    MissingAccessException(List<String> missing) {
      super(
          "the cluster does not allow us: "
              + String.join("; ", missing)
              + ". Grant it to the user that we connect as (kafka-acls.sh --add --allow-principal"
              + " User:…; --resource-pattern-type prefixed covers all that begins alike)");
    }
  }
}
