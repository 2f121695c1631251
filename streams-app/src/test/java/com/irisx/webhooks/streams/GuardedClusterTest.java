package com.irisx.webhooks.streams;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AccessCheck.MissingAccessException;
import com.irisx.webhooks.schema.KafkaConnection;
import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.schema.TopicSetup.TopicSetupException;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TestWebhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is not ours: it asks who we are, and somebody else decides what we may. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path directory = Path.of("");
  private GuardedBroker broker;
  private Admin operator;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    broker = GuardedBroker.start(directory.resolve("broker"));
    operator =
        Admin.create(
            KafkaConnection.to(broker.bootstrapServers())
                .with(
                    GuardedBroker.clientProperties(
                        directory, GuardedBroker.OPERATOR, GuardedBroker.OPERATOR))
                .properties());
  }

  @AfterAll
  void stop() {
    operator.close();
    broker.close();
  }

  @Test
  void aWrongPasswordIsSaidAtOnce() throws Exception {
    assertThatThrownBy(() -> StreamsApp.start(environment("a.", "wrong")))
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining("SaslAuthenticationException")
        .hasMessageContaining("WEBHOOKS_KAFKA_PROPERTIES");
  }

  @Test
  void withoutTheRightToCreateTopicsTheTopicAndTheCureAreNamed() throws Exception {
    assertThatThrownBy(() -> StreamsApp.start(environment("b.", GuardedBroker.APP)))
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining("cannot create topic b.")
        .hasMessageContaining("Grant CREATE and DESCRIBE on topics that begin with \"b.\"");
  }

  @Test
  void allThatIsMissingIsListed() throws Exception {
    ensure("c.");
    grant(TOPIC, "c.", DESCRIBE);

    assertThatThrownBy(() -> StreamsApp.start(environment("c.", GuardedBroker.APP)))
        .isInstanceOf(MissingAccessException.class)
        .hasMessageContaining("[WRITE] on topic c.delivery-outcomes")
        .hasMessageContaining("[READ] on topic c.subscriptions")
        .hasMessageContaining("[READ, WRITE] on topic c.attempt-results")
        .hasMessageContaining("READ on group c.schedule")
        .hasMessageContaining("READ on group c.dispatch-retry")
        .hasMessageContaining("on transactional ids that begin with c.schedule-")
        .hasMessageContaining("CREATE, DESCRIBE, READ and WRITE on topics such as c.schedule-");
  }

  @Test
  void theLeastThatIsGrantedByPrefixIsEnough() throws Exception {
    grantAll("d.", CREATE, DESCRIBE, READ, WRITE);
    grant(GROUP, "d.", READ);
    grant(TRANSACTIONAL_ID, "d.schedule-", WRITE);

    try (StreamsApp app = StreamsApp.start(environment("d.", GuardedBroker.APP))) {
      await().atMost(PATIENCE).until(app::isReady);
    }
  }

  @Test
  void aTableThatIsNotCompactedIsRefused() throws Exception {
    ensure("e.");
    alter("e.subscriptions", "cleanup.policy", "delete");
    grantAll("e.", CREATE, DESCRIBE, DESCRIBE_CONFIGS, READ, WRITE);

    assertThatThrownBy(() -> StreamsApp.start(environment("e.", GuardedBroker.APP)))
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining(
            "topic e.subscriptions has cleanup.policy=delete and must have compact")
        .hasMessageContaining("--add-config cleanup.policy=compact");
  }

  @Test
  void aTopicOfRejectedEventsThatTakesNoLongOnesIsRefused() throws Exception {
    ensure("f.");
    alter("f.rejected-events", "max.message.bytes", "1048588");
    grantAll("f.", CREATE, DESCRIBE, DESCRIBE_CONFIGS, READ, WRITE);

    assertThatThrownBy(() -> StreamsApp.start(environment("f.", GuardedBroker.APP)))
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining(
            "topic f.rejected-events has max.message.bytes=1048588 and must have at least 33554432");
  }

  @Test
  void whatIsNoMatterOfSecurityCannotBeSet() throws Exception {
    Path file = java.nio.file.Files.writeString(directory.resolve("x.properties"), "acks=0\n");
    Map<String, String> environment = environment("f.", GuardedBroker.APP);
    environment.put("WEBHOOKS_KAFKA_PROPERTIES", file.toString());

    assertThatThrownBy(() -> StreamsApp.start(environment))
        .hasMessageStartingWith("WEBHOOKS_KAFKA_PROPERTIES: acks in ");
  }

  private void ensure(String prefix) {
    new TopicSetup(new Topics(prefix), 1, (short) 1).ensure(operator);
  }

  private void grantAll(String prefix, AclOperation... operations) throws Exception {
    for (AclOperation operation : operations) {
      grant(TOPIC, prefix, operation);
    }
  }

  /** Returns once the broker goes by it. */
  private void grant(ResourceType type, String prefix, AclOperation operation) throws Exception {
    AclBinding binding =
        new AclBinding(
            new ResourcePattern(type, prefix, PatternType.PREFIXED),
            new AccessControlEntry(
                "User:" + GuardedBroker.APP, "*", operation, AclPermissionType.ALLOW));
    operator.createAcls(List.of(binding)).all().get();
    await()
        .atMost(PATIENCE)
        .until(() -> !operator.describeAcls(binding.toFilter()).values().get().isEmpty());
  }

  private void alter(String topic, String name, String value) throws Exception {
    operator
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private Map<String, String> environment(String prefix, String password) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("WEBHOOKS_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    environment.put(
        "WEBHOOKS_KAFKA_PROPERTIES",
        GuardedBroker.clientProperties(directory, GuardedBroker.APP, password).toString());
    environment.put("WEBHOOKS_TOPIC_PREFIX", prefix);
    environment.put("WEBHOOKS_EVENTS_PATTERN", "none\\..+");
    environment.put("WEBHOOKS_PARTITIONS", "1");
    environment.put("WEBHOOKS_REPLICATION_FACTOR", "1");
    environment.put("WEBHOOKS_STREAM_THREADS", "1");
    environment.put("WEBHOOKS_STATE_DIR", directory.resolve("state").toString());
    environment.put("WEBHOOKS_SECRET_KEYSET", TestWebhooks.KEYSET);
    environment.put("WEBHOOKS_STREAMS_PORT", "0");
    environment.put("WEBHOOKS_BIND_ADDRESS", "127.0.0.1");
    return environment;
  }
}
