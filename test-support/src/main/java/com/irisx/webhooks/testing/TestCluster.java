package com.irisx.webhooks.testing;

/**
 * A real broker and a real database for the tests of this JVM: containers where a Docker engine
 * answers, embedded ones elsewhere, the same to a test. Started with the first use, stopped when
 * the JVM ends. Tests share it and keep apart by {@link #newTopicPrefix} and {@link #newDatabase}.
 *
 * <p>{@code WEBHOOKS_TEST_CLUSTER} set to {@code embedded} or {@code containers} takes the choice
 * away. Threading: safe for use by several threads.
 */
public interface TestCluster {

  /** The cluster of this JVM. */
  static TestCluster shared() {
    return SharedCluster.INSTANCE;
  }

  /** The broker's address for clients. */
  String bootstrapServers();

  /** A new, empty database with logical decoding, owned by a superuser. */
  TestDatabase newDatabase();

  /**
   * A prefix for the names of topics and groups that no other test has, such as {@code t3f9a-1.}.
   */
  default String newTopicPrefix() {
    return TestNames.next() + ".";
  }
}
