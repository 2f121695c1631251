package com.irisx.webhooks.testing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;

/** Chooses the cluster of this JVM and starts it, once. */
final class SharedCluster {

  private static final Logger LOG = LoggerFactory.getLogger(SharedCluster.class);

  static final String CHOICE = "WEBHOOKS_TEST_CLUSTER";
  static final TestCluster INSTANCE = start(System.getenv().getOrDefault(CHOICE, "any"));

  private SharedCluster() {}

  static TestCluster start(String choice) {
    return switch (choice) {
      case "embedded" -> EmbeddedCluster.start();
      case "containers" -> ContainerCluster.start();
      case "any" -> any();
      default ->
          throw new IllegalArgumentException(CHOICE + ": embedded, containers or any: " + choice);
    };
  }

  private static TestCluster any() {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      try {
        return ContainerCluster.start();
      } catch (ContainerFetchException e) {
        // An engine without a way to the images is as good as none.
        LOG.warn("containers cannot be had ({}); using the embedded cluster", e.getMessage());
      }
    }
    return EmbeddedCluster.start();
  }
}
