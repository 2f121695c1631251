package com.irisx.webhooks.streams.config;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.schema.KafkaConnection;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.setting.SettingLookUp;
import com.irisx.webhooks.streams.delivery.BreakerLimits;
import com.irisx.webhooks.streams.delivery.RetryLimits;
import com.irisx.webhooks.streams.dispatch.CaBundle;
import com.irisx.webhooks.streams.dispatch.EgressProxy;
import com.irisx.webhooks.streams.schedule.SchedulerLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of streams-app, from environment variables.
 *
 * @param kafka {@code WEBHOOKS_BOOTSTRAP_SERVERS}: Kafka's {@code bootstrap.servers}, required;
 *     {@code WEBHOOKS_KAFKA_PROPERTIES} (default none): path of a properties file with {@code
 *     security.*}, {@code sasl.*} and {@code ssl.*} for every Kafka client
 * @param topics {@code WEBHOOKS_TOPIC_PREFIX} (default {@code webhooks.})
 * @param eventTopics {@code WEBHOOKS_EVENTS_PATTERN} (default {@code events\..+}): matches the
 *     whole topic name
 * @param maxEventBytes {@code WEBHOOKS_MAX_EVENT_BYTES} (default 262,144; at most 786,432)
 * @param partitions {@code WEBHOOKS_PARTITIONS} (default 12): of every topic of ours; cannot be
 *     changed later
 * @param replicationFactor {@code WEBHOOKS_REPLICATION_FACTOR} (default -1: the broker's default)
 * @param threads {@code WEBHOOKS_STREAM_THREADS} (default 2): for SCHEDULE; ROUTE has as many
 * @param standbyReplicas {@code WEBHOOKS_STANDBY_REPLICAS} (default 1): how many other instances
 *     keep a copy of each part of SCHEDULE's state, so that one of them takes over at once
 * @param stateDirectory {@code WEBHOOKS_STATE_DIR} (default {@code state})
 * @param cipher {@code WEBHOOKS_SECRET_KEYSET}: a Tink keyset in JSON; required, no default
 * @param addresses {@code WEBHOOKS_ALLOWED_CIDRS} (default empty): addresses that may be called
 *     though they are not public, CIDRs separated by commas; {@code WEBHOOKS_DENIED_CIDRS} (default
 *     empty): those that may not be called though they are public
 * @param allowHttp {@code WEBHOOKS_ALLOW_HTTP} (default false): whether plain {@code http} URLs are
 *     called
 * @param caBundle {@code WEBHOOKS_CA_BUNDLE} (default none): path of a PEM file; its certificates
 *     are trusted as authorities of {@code https} endpoints in addition to those of the JDK. Read
 *     once, at start.
 * @param egressProxy {@code WEBHOOKS_EGRESS_PROXY} (default none): {@code
 *     http://[user:password@]host:port}, user and password percent-encoded; every request, {@code
 *     http} and {@code https}, goes through it by {@code CONNECT} to the checked address
 * @param headerPrefix {@code WEBHOOKS_HEADER_PREFIX} (default {@code X-IRISX-}): of our own headers
 * @param limits of the scheduler: {@code WEBHOOKS_DEDUP_WINDOW_HOURS} (default 24), {@code
 *     WEBHOOKS_MAX_DELIVERY_AGE_HOURS} (default 336), {@code WEBHOOKS_RETRY_JITTER_PERCENT}
 *     (default 0), {@code WEBHOOKS_MAX_RETRY_AFTER_SECONDS} (default 3,600), {@code
 *     WEBHOOKS_DISABLE_AFTER_HOURS} (default 120), {@code WEBHOOKS_BREAKER_FAILURES} (default 20),
 *     {@code WEBHOOKS_BREAKER_FAILING_SECONDS} (default 120), {@code
 *     WEBHOOKS_BREAKER_COOL_DOWN_SECONDS} (default 10), {@code
 *     WEBHOOKS_BREAKER_MAX_COOL_DOWN_SECONDS} (default 60)
 * @param port {@code WEBHOOKS_STREAMS_PORT} (default 8081): health and metrics; 0 for any free one
 * @param address {@code WEBHOOKS_BIND_ADDRESS} (default {@code 0.0.0.0})
 */
public record StreamsSettings(
    KafkaConnection kafka,
    Topics topics,
    Pattern eventTopics,
    int maxEventBytes,
    int partitions,
    short replicationFactor,
    int threads,
    int standbyReplicas,
    Path stateDirectory,
    SecretCipher cipher,
    AddressPolicy addresses,
    boolean allowHttp,
    @Nullable CaBundle caBundle,
    @Nullable EgressProxy egressProxy,
    String headerPrefix,
    SchedulerLimits limits,
    int port,
    String address) {

  public StreamsSettings {
    for (String ours : topics.all()) {
      if (eventTopics.matcher(ours).matches()) {
        throw new InvalidSettingException(
            "WEBHOOKS_EVENTS_PATTERN", "must not match our own topic " + ours);
      }
    }
  }

  /**
   * Reads and validates.
   *
   * @throws InvalidSettingException names the variable at fault
   */
  public static StreamsSettings of(Map<String, String> variables) {
    return of(variables, lookUp -> {});
  }

  /** The same, and {@code lookUps} is told of every setting there is. */
  public static StreamsSettings of(Map<String, String> variables, Consumer<SettingLookUp> lookUps) {
    Environment environment = new Environment(variables, lookUps);
    return new StreamsSettings(
        kafka(environment),
        environment.parsed("WEBHOOKS_TOPIC_PREFIX", Topics.DEFAULT_PREFIX, Topics::new),
        environment.parsed(
            "WEBHOOKS_EVENTS_PATTERN", Topics.DEFAULT_EVENTS_PATTERN, Pattern::compile),
        environment.number("WEBHOOKS_MAX_EVENT_BYTES", 256 * 1024, 1_024, 768 * 1024),
        environment.number("WEBHOOKS_PARTITIONS", 12, 1, 1_000),
        (short) environment.number("WEBHOOKS_REPLICATION_FACTOR", -1, -1, 100),
        environment.number("WEBHOOKS_STREAM_THREADS", 2, 1, 64),
        environment.number("WEBHOOKS_STANDBY_REPLICAS", 1, 0, 5),
        environment.path("WEBHOOKS_STATE_DIR", "state"),
        cipher(environment),
        environment.parsed(
            "WEBHOOKS_DENIED_CIDRS",
            "",
            environment.parsed("WEBHOOKS_ALLOWED_CIDRS", "", AddressPolicy::allowing)::denying),
        environment.flag("WEBHOOKS_ALLOW_HTTP", false),
        environment.optional("WEBHOOKS_CA_BUNDLE", file -> CaBundle.read(Path.of(file))),
        environment.optional("WEBHOOKS_EGRESS_PROXY", EgressProxy::parse),
        environment.parsed(
            "WEBHOOKS_HEADER_PREFIX",
            HeaderRules.DEFAULT_PREFIX,
            prefix -> new HeaderRules(prefix).prefix()),
        limits(environment),
        environment.number("WEBHOOKS_STREAMS_PORT", 8081, 0, 65_535),
        environment.text("WEBHOOKS_BIND_ADDRESS", "0.0.0.0"));
  }

  private static KafkaConnection kafka(Environment environment) {
    KafkaConnection open = KafkaConnection.to(environment.required("WEBHOOKS_BOOTSTRAP_SERVERS"));
    KafkaConnection secured =
        environment.optional("WEBHOOKS_KAFKA_PROPERTIES", file -> open.with(Path.of(file)));
    return secured == null ? open : secured;
  }

  private static SchedulerLimits limits(Environment environment) {
    RetryLimits retry =
        new RetryLimits(
            environment.number("WEBHOOKS_RETRY_JITTER_PERCENT", 0, 0, 100),
            Duration.ofSeconds(
                environment.number("WEBHOOKS_MAX_RETRY_AFTER_SECONDS", 3_600, 0, 604_800)),
            Duration.ofHours(environment.number("WEBHOOKS_MAX_DELIVERY_AGE_HOURS", 336, 1, 8_760)),
            Duration.ofHours(environment.number("WEBHOOKS_DISABLE_AFTER_HOURS", 120, 1, 8_760)));
    int coolDown = environment.number("WEBHOOKS_BREAKER_COOL_DOWN_SECONDS", 10, 1, 3_600);
    BreakerLimits breaker =
        new BreakerLimits(
            environment.number("WEBHOOKS_BREAKER_FAILURES", 20, 1, 1_000_000),
            Duration.ofSeconds(
                environment.number("WEBHOOKS_BREAKER_FAILING_SECONDS", 120, 0, 86_400)),
            Duration.ofSeconds(coolDown),
            Duration.ofSeconds(
                environment.number(
                    "WEBHOOKS_BREAKER_MAX_COOL_DOWN_SECONDS",
                    Math.max(60, coolDown),
                    coolDown,
                    86_400)));
    Duration dedup =
        Duration.ofHours(environment.number("WEBHOOKS_DEDUP_WINDOW_HOURS", 24, 1, 720));
    return SchedulerLimits.DEFAULT.with(dedup, retry, breaker);
  }

  private static SecretCipher cipher(Environment environment) {
    environment.required("WEBHOOKS_SECRET_KEYSET");
    return environment.parsed("WEBHOOKS_SECRET_KEYSET", "", SecretCipher::of);
  }

  @Override
  public String toString() {
    return "StreamsSettings[kafka=" + kafka + ", topics=" + topics + "]";
  }
}
