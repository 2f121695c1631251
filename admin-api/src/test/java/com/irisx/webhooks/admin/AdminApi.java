package com.irisx.webhooks.admin;

import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestDatabase;
import com.irisx.webhooks.testing.TestWebhooks;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running admin API with a database and topics of its own. Tests share {@link #shared} and keep
 * apart by tenant; a test that stops things starts one for itself.
 */
public final class AdminApi implements AutoCloseable {

  public static final String ADMIN_TOKEN = "operator-token-of-the-tests";
  public static final int PARTITIONS = 3;

  private final TestDatabase database;
  private final Topics topics;
  private final ConfigurableApplicationContext context;

  private AdminApi(TestDatabase database, Topics topics, String bootstrapServers) {
    this.database = database;
    this.topics = topics;
    Map<String, String> env = new HashMap<>(env(database, topics));
    env.put("WEBHOOKS_BOOTSTRAP_SERVERS", bootstrapServers);
    this.context = AdminApplication.start(env);
  }

  /** The one of this JVM. */
  public static AdminApi shared() {
    return Shared.API;
  }

  /** One on an empty database and with new topics. */
  public static AdminApi start() {
    return start(
        TestCluster.shared().newDatabase(), new Topics(TestCluster.shared().newTopicPrefix()));
  }

  /** One on a database and topics that may have been used before. */
  public static AdminApi start(TestDatabase database, Topics topics) {
    return start(database, topics, TestCluster.shared().bootstrapServers());
  }

  /** One on a broker of the test's own. */
  static AdminApi start(TestDatabase database, Topics topics, String bootstrapServers) {
    return new AdminApi(database, topics, bootstrapServers);
  }

  static Map<String, String> env(TestDatabase database, Topics topics) {
    return Map.ofEntries(
        Map.entry("WEBHOOKS_BOOTSTRAP_SERVERS", TestCluster.shared().bootstrapServers()),
        Map.entry("WEBHOOKS_TOPIC_PREFIX", topics.prefix()),
        Map.entry("WEBHOOKS_PARTITIONS", Integer.toString(PARTITIONS)),
        Map.entry("WEBHOOKS_REPLICATION_FACTOR", "1"),
        Map.entry("WEBHOOKS_SECRET_KEYSET", TestWebhooks.KEYSET),
        Map.entry("WEBHOOKS_DB_URL", database.jdbcUrl()),
        Map.entry("WEBHOOKS_DB_USER", database.user()),
        Map.entry("WEBHOOKS_DB_PASSWORD", database.password()),
        Map.entry("WEBHOOKS_API_PORT", "0"),
        Map.entry("WEBHOOKS_BIND_ADDRESS", "127.0.0.1"),
        Map.entry("WEBHOOKS_ADMIN_TOKEN", ADMIN_TOKEN));
  }

  public TestDatabase database() {
    return database;
  }

  public Topics topics() {
    return topics;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /** A client that calls as the operator. */
  public ApiClient operator() {
    return new ApiClient(baseUrl(), ADMIN_TOKEN);
  }

  /** A client that calls with this bearer token. */
  public ApiClient as(String token) {
    return new ApiClient(baseUrl(), token);
  }

  /** A new tenant and a client that calls as it. */
  public ApiClient newTenant() {
    return newTenant("tenant-" + UUID.randomUUID());
  }

  /** A new tenant with this id and a client that calls as it. */
  public ApiClient newTenant(String id) {
    operator().post("/v1/tenants", Map.of("id", id, "name", "Test")).require(201);
    return as(
        operator()
            .post("/v1/tenants/" + id + "/api-keys", Map.of("name", "key"))
            .require(201)
            .text("key"));
  }

  private String baseUrl() {
    String port = context.getEnvironment().getProperty("local.server.port");
    return "http://127.0.0.1:" + Objects.requireNonNull(port);
  }

  @Override
  public void close() {
    context.close();
  }

  private static final class Shared {
    static final AdminApi API = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(API::close, "admin-api-stop"));
    }
  }
}
