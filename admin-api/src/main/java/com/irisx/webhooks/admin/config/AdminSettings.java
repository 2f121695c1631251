package com.irisx.webhooks.admin.config;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.address.UrlRules;
import com.irisx.webhooks.schema.KafkaConnection;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.setting.SettingLookUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Everything that can be set, each from one environment name.
 *
 * @param kafka where the topics are
 * @param database where the tables are
 * @param urlRules {@code WEBHOOKS_ALLOWED_CIDRS}, {@code WEBHOOKS_DENIED_CIDRS}, {@code
 *     WEBHOOKS_ALLOW_HTTP}: which endpoint URLs are taken
 * @param headerRules {@code WEBHOOKS_HEADER_PREFIX}: which headers tenants may add, none of ours
 * @param secretKeyset {@code WEBHOOKS_SECRET_KEYSET}: the Tink keyset, in JSON, that encrypts
 *     signing secrets
 * @param adminToken {@code WEBHOOKS_ADMIN_TOKEN}: the operator's bearer token
 * @param apiPort {@code WEBHOOKS_API_PORT}: where HTTP is served; 0 takes a free one
 * @param bindAddress {@code WEBHOOKS_BIND_ADDRESS}: the local address to serve it on
 * @param idempotencyWindow {@code WEBHOOKS_IDEMPOTENCY_HOURS}: how long the answer to a request
 *     with an {@code Idempotency-Key} is kept
 * @param retentionDays {@code WEBHOOKS_RETENTION_DAYS}: how long deliveries are kept
 * @param dedupWindow {@code WEBHOOKS_DEDUP_WINDOW_HOURS}: within which the scheduler drops an event
 *     that is repeated
 */
public record AdminSettings(
    KafkaSettings kafka,
    DatabaseSettings database,
    UrlRules urlRules,
    HeaderRules headerRules,
    String secretKeyset,
    String adminToken,
    int apiPort,
    String bindAddress,
    Duration idempotencyWindow,
    int retentionDays,
    Duration dedupWindow) {

  private static final int MIN_ADMIN_TOKEN_CHARACTERS = 8;

  public AdminSettings {
    if (adminToken.length() < MIN_ADMIN_TOKEN_CHARACTERS) {
      throw new InvalidSettingException(
          "WEBHOOKS_ADMIN_TOKEN",
          "must have at least " + MIN_ADMIN_TOKEN_CHARACTERS + " characters");
    }
  }

  /**
   * The settings that {@code env} holds.
   *
   * @throws InvalidSettingException if one is missing or out of bounds; the message names its key
   */
  public static AdminSettings from(Map<String, String> env) {
    return from(env, lookUp -> {});
  }

  /** The same, and {@code lookUps} is told of every setting there is. */
  public static AdminSettings from(Map<String, String> env, Consumer<SettingLookUp> lookUps) {
    Environment settings = new Environment(env, lookUps);
    return new AdminSettings(
        new KafkaSettings(
            kafka(settings),
            topics(settings.text("WEBHOOKS_TOPIC_PREFIX", Topics.DEFAULT_PREFIX)),
            settings.number("WEBHOOKS_PARTITIONS", 12, 1, 1_000),
            (short) settings.number("WEBHOOKS_REPLICATION_FACTOR", -1, -1, 100)),
        new DatabaseSettings(
            settings.required("WEBHOOKS_DB_URL"),
            settings.required("WEBHOOKS_DB_USER"),
            settings.text("WEBHOOKS_DB_PASSWORD", "")),
        new UrlRules(
            addressPolicy(
                "WEBHOOKS_DENIED_CIDRS",
                settings,
                addressPolicy("WEBHOOKS_ALLOWED_CIDRS", settings, AddressPolicy::allowing)
                    ::denying),
            settings.flag("WEBHOOKS_ALLOW_HTTP", false)),
        headerRules(settings.text("WEBHOOKS_HEADER_PREFIX", HeaderRules.DEFAULT_PREFIX)),
        settings.required("WEBHOOKS_SECRET_KEYSET"),
        settings.required("WEBHOOKS_ADMIN_TOKEN"),
        settings.number("WEBHOOKS_API_PORT", 8080, 0, 65_535),
        settings.text("WEBHOOKS_BIND_ADDRESS", "0.0.0.0"),
        Duration.ofHours(settings.number("WEBHOOKS_IDEMPOTENCY_HOURS", 24, 1, 720)),
        settings.number("WEBHOOKS_RETENTION_DAYS", 30, 1, 3650),
        Duration.ofHours(settings.number("WEBHOOKS_DEDUP_WINDOW_HOURS", 24, 1, 720)));
  }

  private static KafkaConnection kafka(Environment settings) {
    KafkaConnection open = KafkaConnection.to(settings.required("WEBHOOKS_BOOTSTRAP_SERVERS"));
    String file = settings.text("WEBHOOKS_KAFKA_PROPERTIES", "");
    try {
      return file.isEmpty() ? open : open.with(Path.of(file));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          "WEBHOOKS_KAFKA_PROPERTIES", String.valueOf(e.getMessage()));
    }
  }

  private static Topics topics(String prefix) {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("WEBHOOKS_TOPIC_PREFIX", String.valueOf(e.getMessage()));
    }
  }

  private static HeaderRules headerRules(String prefix) {
    try {
      return new HeaderRules(prefix);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("WEBHOOKS_HEADER_PREFIX", String.valueOf(e.getMessage()));
    }
  }

  private static AddressPolicy addressPolicy(
      String name, Environment settings, Function<String, AddressPolicy> policy) {
    try {
      return policy.apply(settings.text(name, ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(name, String.valueOf(e.getMessage()));
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "AdminSettings[kafka="
        + kafka
        + ", database="
        + database
        + ", urlRules="
        + urlRules
        + ", apiPort="
        + apiPort
        + "]";
  }

  /**
   * The cluster.
   *
   * @param connection {@code WEBHOOKS_BOOTSTRAP_SERVERS}; {@code WEBHOOKS_KAFKA_PROPERTIES}: path
   *     of a properties file with {@code security.*}, {@code sasl.*} and {@code ssl.*} for every
   *     Kafka client
   * @param topics {@code WEBHOOKS_TOPIC_PREFIX}
   * @param partitions {@code WEBHOOKS_PARTITIONS}: of every topic of ours
   * @param replicationFactor {@code WEBHOOKS_REPLICATION_FACTOR}: of every topic created here; -1
   *     leaves it to the broker
   */
  public record KafkaSettings(
      KafkaConnection connection, Topics topics, int partitions, short replicationFactor) {}

  /**
   * The database.
   *
   * @param url {@code WEBHOOKS_DB_URL}: {@code jdbc:postgresql://host:port/database}
   * @param user {@code WEBHOOKS_DB_USER}: owns the tables and may replicate
   * @param password {@code WEBHOOKS_DB_PASSWORD}; empty where the server asks for none
   */
  public record DatabaseSettings(String url, String user, String password) {
    public DatabaseSettings {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new InvalidSettingException(
            "WEBHOOKS_DB_URL", "must look like jdbc:postgresql://host:5432/database");
      }
    }

    /** Without the password, also where the URL holds one. */
    @Override
    public String toString() {
      return url.replaceFirst("\\?.*", "") + " as " + user;
    }
  }
}
