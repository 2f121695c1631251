package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever keeps the demo from running, the rest starts and says what it was. */
class StartupTest {

  private static final String REVOKED = "whk_demo_that-was-revoked";

  private final Path directory;
  private final KeyStore keys;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final AtomicInteger streamsApps = new AtomicInteger();
  private final Parts parts = new Parts(part -> {});

  StartupTest(@TempDir Path directory) {
    this.directory = directory;
    this.keys = new KeyStore(directory.resolve("data/keys"));
  }

  @AfterEach
  void stop() {
    parts.close();
  }

  @Test
  void withoutTheDemoIfASettingForbidsItsReceiver() throws Exception {
    keys.put("demo-api-key", REVOKED);

    start(Map.of("WEBHOOKS_ALLOW_HTTP", "false"));

    assertThat(streamsApps).hasValue(1);
    assertThat(said())
        .contains("The demo is left out: WEBHOOKS_ALLOW_HTTP")
        .contains("demo API key  " + keys.get("demo-api-key").orElseThrow())
        .doesNotContain(REVOKED);
  }

  @Test
  void withoutTheDemoIfTheKeyThatWasGivenIsRevoked() throws Exception {
    start(Map.of("WEBHOOKS_DEMO_API_KEY", REVOKED));

    assertThat(streamsApps).hasValue(1);
    assertThat(said())
        .contains("WEBHOOKS_DEMO_API_KEY was revoked")
        .contains("The demo is left out")
        .doesNotContain(REVOKED);
  }

  @Test
  void withoutTheDemoIfTheApiRefusesItsWebhooks() throws Exception {
    start(Map.of());

    assertThat(streamsApps).hasValue(1);
    assertThat(said()).contains("The demo is left out").contains("400").contains("url: no");
  }

  @Test
  void theDemoFindsTheApiAtTheAddressItIsBoundTo() throws Exception {
    start(Map.of("WEBHOOKS_BIND_ADDRESS", "127.0.0.2"));

    assertThat(said()).contains("http://127.0.0.2:").contains("url: no");
  }

  private void start(Map<String, String> settings) throws Exception {
    Map<String, String> env = new HashMap<>(settings);
    env.put("WEBHOOKS_DATA_DIR", directory.resolve("data").toString());
    for (String port : List.of("API", "KAFKA", "POSTGRES", "STREAMS")) {
      env.put("WEBHOOKS_" + port + "_PORT", String.valueOf(StandaloneProcess.freePort()));
    }
    Application streamsApp =
        both -> {
          streamsApps.incrementAndGet();
          return () -> {};
        };
    new Startup(
            StandaloneSettings.from(env, List.of()),
            new Applications(new FakeAdminApi(REVOKED), streamsApp),
            new Terminal(new PrintStream(said, true, UTF_8), 0, false, false),
            env,
            directory.resolve("x.log"))
        .run(parts);
  }

  private String said() {
    return said.toString(UTF_8);
  }
}
