package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.streams.config.StreamsSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files an operator deploys say what the code says. */
class OpsFilesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** {@code ${NAME:-default}} or {@code ${NAME:?message}}. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

  @TempDir Path directory;

  @Test
  void theVariablesOfAdminApiAreKnownAndEnough() throws Exception {
    Map<String, String> given = variables("admin-api");
    Asked asked = new Asked(given);

    assertThat(AdminSettings.from(asked)).isNotNull();
    assertThat(asked.names).containsAll(given.keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"streams-app-1", "streams-app-2"})
  void theVariablesOfStreamsAppAreKnownAndEnough(String service) throws Exception {
    Map<String, String> given = variables(service);
    Asked asked = new Asked(given);

    assertThat(StreamsSettings.of(asked)).isNotNull();
    assertThat(asked.names).containsAll(given.keySet()).contains("WEBHOOKS_STATE_DIR");
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhereToReadOn() throws Exception {
    assertThat(OpsFiles.alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert).containsKeys("alert", "expr", "for");
              assertThat(String.valueOf(alert.get("labels")))
                  .containsPattern("severity=(warning|critical)");
              assertThat(String.valueOf(alert.get("annotations")))
                  .contains("summary=")
                  .contains(
                      "runbook_url=docs/operations.md#"
                          + kebab(String.valueOf(alert.get("alert"))));
            });
  }

  @Test
  void everyMetricOfTheDashboardAndTheAlertsIsExported() throws Exception {
    Set<String> wanted = OpsFiles.metrics();
    assertThat(wanted).hasSizeGreaterThan(30);
    try (StandaloneProcess stack = StandaloneProcess.start(directory)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Set<String> exported = new HashSet<>(exported(stack.api("/actuator/prometheus")));
                exported.addAll(exported(stack.streams("/actuator/prometheus")));
                assertThat(exported).containsAll(wanted);
              });
    }
  }

  @Test
  void newSecretsAreMadeOnceAndFitTheApps() throws Exception {
    Path script = Files.createDirectory(directory.resolve("ops")).resolve("make-env");
    Files.copy(Path.of("..", "ops", "make-env"), script);

    assertThat(run("sh", script.toString())).isZero();
    Path file = directory.resolve(".env");
    String secrets = Files.readString(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Matcher keyset = Pattern.compile("WEBHOOKS_SECRET_KEYSET='(.*)'").matcher(secrets);
    assertThat(keyset.find()).isTrue();
    assertThat(SecretCipher.of(keyset.group(1))).isNotNull();
    assertThat(run("sh", script.toString())).isNotZero();
    assertThat(Files.readString(file)).isEqualTo(secrets);
  }

  /** As a person has them who set nothing but the secrets. */
  private static Map<String, String> variables(String service) throws Exception {
    Map<String, String> variables = new HashMap<>();
    OpsFiles.environment(service)
        .forEach((name, value) -> variables.put(name, resolved(String.valueOf(value))));
    return variables;
  }

  private static String resolved(String value) {
    Matcher variable = VARIABLE.matcher(value);
    if (!variable.matches()) {
      return value;
    }
    if ("-".equals(variable.group(2))) {
      return variable.group(3);
    }
    return variable.group(1).equals("WEBHOOKS_SECRET_KEYSET")
        ? SecretCipher.newKeyset()
        : "a-secret-of-a-test";
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
  }

  private static Set<String> exported(URI metrics) throws Exception {
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return body.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
  }

  /** Remembers which variables were asked for. */
  private static final class Asked extends HashMap<String, String> {
    private static final long serialVersionUID = 1;
    private final transient Set<String> names = new HashSet<>();

    Asked(Map<String, String> variables) {
      super(variables);
    }

    @Override
    public @Nullable String get(Object name) {
      names.add(name.toString());
      return super.get(name);
    }

    @Override
    public String getOrDefault(Object name, String otherwise) {
      names.add(name.toString());
      return super.getOrDefault(name, otherwise);
    }
  }
}
