package com.irisx.webhooks.standalone;

import com.irisx.webhooks.embedded.ListenPort;
import com.irisx.webhooks.setting.SettingLookUp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What can be set when everything runs in one process, each from one environment variable. The rest
 * of the {@code WEBHOOKS_} variables goes to the two applications as it is.
 *
 * @param dataDirectory {@code WEBHOOKS_DATA_DIR}: everything that is kept
 * @param kafkaPort {@code WEBHOOKS_KAFKA_PORT}
 * @param postgresPort {@code WEBHOOKS_POSTGRES_PORT}
 * @param apiPort {@code WEBHOOKS_API_PORT}
 * @param streamsPort {@code WEBHOOKS_STREAMS_PORT}
 * @param adminToken {@code WEBHOOKS_ADMIN_TOKEN}: generated and kept if not given
 * @param secretKeyset {@code WEBHOOKS_SECRET_KEYSET}: generated and kept if not given
 * @param demoApiKey {@code WEBHOOKS_DEMO_API_KEY}: generated and kept if not given
 * @param allowedCidrs {@code WEBHOOKS_ALLOWED_CIDRS}: loopback if not given
 * @param allowHttp {@code WEBHOOKS_ALLOW_HTTP}: true if not given
 * @param demo whether the demo runs; {@code --no-demo} switches it off
 */
public record StandaloneSettings(
    Path dataDirectory,
    ListenPort kafkaPort,
    ListenPort postgresPort,
    ListenPort apiPort,
    ListenPort streamsPort,
    Optional<String> adminToken,
    Optional<String> secretKeyset,
    Optional<String> demoApiKey,
    String allowedCidrs,
    boolean allowHttp,
    boolean demo) {

  static final String LOOPBACK = "127.0.0.0/8,::1/128";
  private static final int SHORTEST_TOKEN = 8;
  private static final int LARGEST_PORT = 65_535;

  /** What this process brings itself. */
  private static final List<String> OWN =
      List.of(
          "WEBHOOKS_BOOTSTRAP_SERVERS",
          "WEBHOOKS_DB_URL",
          "WEBHOOKS_DB_USER",
          "WEBHOOKS_DB_PASSWORD");

  /**
   * The settings that a person chose.
   *
   * @throws InvalidSettingException if one cannot be used; the message names its key
   */
  public static StandaloneSettings from(Map<String, String> variables, List<String> arguments) {
    return from(variables, arguments, lookUp -> {});
  }

  /** The same, and {@code lookUps} is told of every setting there is. */
  static StandaloneSettings from(
      Map<String, String> variables, List<String> arguments, Consumer<SettingLookUp> lookUps) {
    Environment env = new Environment(variables, lookUps);
    OWN.forEach(
        key ->
            env.refuse(
                key,
                "is set, but this command brings its own Kafka and Postgres; unset it, or start"
                    + " streams-app and admin-api alone"));
    return new StandaloneSettings(
        Path.of(env.text("WEBHOOKS_DATA_DIR", "data")).toAbsolutePath().normalize(),
        port(env, "WEBHOOKS_KAFKA_PORT", 9092),
        port(env, "WEBHOOKS_POSTGRES_PORT", 5433),
        port(env, "WEBHOOKS_API_PORT", 8080),
        port(env, "WEBHOOKS_STREAMS_PORT", 8081),
        env.credential("WEBHOOKS_ADMIN_TOKEN", SHORTEST_TOKEN),
        env.text("WEBHOOKS_SECRET_KEYSET"),
        env.credential("WEBHOOKS_DEMO_API_KEY", SHORTEST_TOKEN),
        env.text("WEBHOOKS_ALLOWED_CIDRS", LOOPBACK),
        env.flag("WEBHOOKS_ALLOW_HTTP", true),
        demo(arguments));
  }

  private static ListenPort port(Environment env, String key, int otherwise) {
    return new ListenPort(env.number(key, otherwise, 1, LARGEST_PORT), key);
  }

  private static boolean demo(List<String> arguments) {
    boolean demo = true;
    for (String argument : arguments) {
      if (!argument.equals("--no-demo")) {
        throw new InvalidSettingException(argument, "is no option; there is only --no-demo");
      }
      demo = false;
    }
    return demo;
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "StandaloneSettings[dataDirectory=" + dataDirectory + ", demo=" + demo + "]";
  }
}
