package com.irisx.webhooks.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What an application does on the cluster: {@link AccessCheck} tells at start which of it is not
 * allowed.
 *
 * @param topics what is done on which topic
 * @param groups the consumer groups it is a member of
 * @param transactionalIds what its transactional ids begin with
 * @param ownTopics names of which each stands for topics that Kafka Streams makes and writes
 */
public record ClusterAccess(
    Map<String, Set<AclOperation>> topics,
    List<String> groups,
    List<String> transactionalIds,
    List<String> ownTopics) {

  private static final Set<AclOperation> READ = Set.of(AclOperation.READ);
  private static final Set<AclOperation> WRITE = Set.of(AclOperation.WRITE);
  private static final Set<AclOperation> BOTH = Set.of(AclOperation.READ, AclOperation.WRITE);

  /** Reading some topics, writing others, and both on the third; no groups yet. */
  public static ClusterAccess of(
      Collection<String> read, Collection<String> written, Collection<String> both) {
    Map<String, Set<AclOperation>> topics = new LinkedHashMap<>();
    read.forEach(topic -> topics.put(topic, READ));
    written.forEach(topic -> topics.put(topic, WRITE));
    both.forEach(topic -> topics.put(topic, BOTH));
    return new ClusterAccess(topics, List.of(), List.of(), List.of());
  }

  /** The same as a member of these groups. */
  public ClusterAccess inGroups(List<String> members) {
    return new ClusterAccess(topics, members, transactionalIds, ownTopics);
  }

  /** The same with transactions. */
  public ClusterAccess inTransactions(List<String> ids) {
    return new ClusterAccess(topics, groups, ids, ownTopics);
  }

  /** The same, making topics of its own. */
  public ClusterAccess making(List<String> names) {
    return new ClusterAccess(topics, groups, transactionalIds, names);
  }
}
