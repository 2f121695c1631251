package com.irisx.webhooks.standalone;

import com.irisx.webhooks.admin.AdminApplication;
import com.irisx.webhooks.streams.StreamsApp;
import java.util.HashMap;
import java.util.Map;

/** The two applications and the environment they get. */
record Applications(Application adminApi, Application streamsApp) {

  private static final String PARTITIONS = "4";
  private static final String REPLICATION_FACTOR = "1";
  private static final String STANDBY_REPLICAS = "0";

  static final Applications BOTH = new Applications(AdminApplication::start, StreamsApp::start);

  /**
   * The variables for both: what the person set, with what this process knows better in front.
   *
   * @param inherited the process's own variables
   */
  static Map<String, String> environment(
      Map<String, String> inherited,
      StandaloneSettings settings,
      Credentials credentials,
      Backends backends) {
    Map<String, String> env = new HashMap<>();
    env.put("WEBHOOKS_PARTITIONS", PARTITIONS);
    env.put("WEBHOOKS_REPLICATION_FACTOR", REPLICATION_FACTOR);
    env.put("WEBHOOKS_STANDBY_REPLICAS", STANDBY_REPLICAS);
    env.put("WEBHOOKS_STATE_DIR", settings.dataDirectory().resolve("streams").toString());
    inherited.forEach(
        (key, value) -> {
          if (key.startsWith("WEBHOOKS_")) {
            env.put(key, value);
          }
        });
    env.put("WEBHOOKS_BOOTSTRAP_SERVERS", backends.kafka().bootstrapServers());
    env.put("WEBHOOKS_DB_URL", backends.databaseUrl());
    env.put("WEBHOOKS_DB_USER", backends.database().user());
    env.put("WEBHOOKS_DB_PASSWORD", backends.database().password());
    env.put("WEBHOOKS_API_PORT", String.valueOf(settings.apiPort().number()));
    env.put("WEBHOOKS_STREAMS_PORT", String.valueOf(settings.streamsPort().number()));
    env.put("WEBHOOKS_ADMIN_TOKEN", credentials.adminToken());
    env.put("WEBHOOKS_SECRET_KEYSET", credentials.secretKeyset());
    env.put("WEBHOOKS_ALLOWED_CIDRS", settings.allowedCidrs());
    env.put("WEBHOOKS_ALLOW_HTTP", String.valueOf(settings.allowHttp()));
    return Map.copyOf(env);
  }
}
