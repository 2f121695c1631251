package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.setting.SettingLookUp;
import com.irisx.webhooks.streams.config.StreamsSettings;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of settings says what the code reads: every name, default and bound. */
class SettingsPageTest {

  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("schemas", "embedded", "streams-app", "admin-api", "standalone");
  private static final Pattern NAME = Pattern.compile("\"(WEBHOOKS_[A-Z_]+)\"");
  private static final Pattern NAME_IN_SCRIPT = Pattern.compile("\\$\\{(WEBHOOKS_[A-Z_]+):?-");

  private static final Map<String, String> REQUIRED =
      Map.of(
          "WEBHOOKS_BOOTSTRAP_SERVERS", "broker:9092",
          "WEBHOOKS_DB_URL", "jdbc:postgresql://db/webhooks",
          "WEBHOOKS_DB_USER", "webhooks",
          "WEBHOOKS_SECRET_KEYSET", SecretCipher.newKeyset(),
          "WEBHOOKS_ADMIN_TOKEN", "operator-of-a-test");

  private final Properties meanings = meanings();
  private final Map<String, SettingLookUp> streams = new LinkedHashMap<>();
  private final Map<String, SettingLookUp> admin = new LinkedHashMap<>();
  private final Map<String, SettingLookUp> standalone = new LinkedHashMap<>();

  SettingsPageTest() {
    var unusedStreams =
        StreamsSettings.of(REQUIRED, each -> streams.putIfAbsent(each.name(), each));
    var unusedAdmin = AdminSettings.from(REQUIRED, each -> admin.putIfAbsent(each.name(), each));
    var unusedStandalone =
        StandaloneSettings.from(
            Map.of(), List.of(), each -> standalone.putIfAbsent(each.name(), each));
  }

  @Test
  void theTablesAreThoseOfTheCode() throws IOException {
    Page page = Page.named("settings.md");
    page.assertPart("both apps", table(keys(key -> in(streams, key) && in(admin, key))));
    page.assertPart("streams-app", table(keys(key -> in(streams, key) && !in(admin, key))));
    page.assertPart("admin-api", table(keys(key -> !in(streams, key) && in(admin, key))));
    page.assertPart("./run", table(keys(key -> !in(streams, key) && !in(admin, key))));
  }

  @Test
  void everySettingHasAMeaningAndEveryMeaningASetting() {
    assertThat(meanings.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(names());
  }

  /** A variable read past the settings classes would be in no table. */
  @Test
  void noNameInTheSourcesIsMissing() throws IOException {
    Set<String> inSources = new TreeSet<>(matches(ROOT.resolve("run"), NAME_IN_SCRIPT));
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          inSources.addAll(matches(file, NAME));
        }
      }
    }
    assertThat(names()).containsAll(inSources);
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(streams.keySet());
    names.addAll(admin.keySet());
    names.addAll(standalone.keySet());
    names.add("WEBHOOKS_JAVA_OPTIONS"); // The shell's.
    return names;
  }

  private List<String> keys(java.util.function.Predicate<String> wanted) {
    return Stream.of(streams.keySet(), admin.keySet(), standalone.keySet(), names())
        .flatMap(Set::stream)
        .distinct()
        .filter(wanted)
        .toList();
  }

  private static boolean in(Map<String, SettingLookUp> lookUps, String key) {
    return lookUps.containsKey(key);
  }

  private String table(List<String> keys) {
    Map<String, String> underRun = underRun();
    return keys.stream()
        .map(
            key -> {
              SettingLookUp lookUp =
                  streams.getOrDefault(
                      key,
                      admin.getOrDefault(
                          key, standalone.getOrDefault(key, SettingLookUp.text(key, ""))));
              assertSameEverywhere(lookUp);
              return "| `%s` | %s | %s | %s |\n"
                  .formatted(
                      key,
                      byDefault(lookUp, underRun.get(key)),
                      lookUp.bounds(),
                      meanings.getProperty(key));
            })
        .collect(
            Collectors.joining(
                "", "\n| variable | default | bounds | meaning |\n|---|---|---|---|\n", "\n"));
  }

  /** What is set for both apps with one variable must mean one thing. */
  private void assertSameEverywhere(SettingLookUp lookUp) {
    assertThat(admin.getOrDefault(lookUp.name(), lookUp)).isEqualTo(lookUp);
  }

  private static String byDefault(
      SettingLookUp lookUp, @org.jspecify.annotations.Nullable String run) {
    String own = lookUp.defaultValue();
    String text = own == null ? "required" : own.isEmpty() ? "none" : "`" + own + "`";
    return run == null || run.equals(own) ? text : text + "; under `./run` `" + run + "`";
  }

  private Map<String, String> underRun() {
    Map<String, String> defaults = new HashMap<>(Applications.defaults(Path.of("data")));
    standalone.values().stream()
        .filter(lookUp -> !requireNonNullElse(lookUp.defaultValue(), "").isEmpty())
        .forEach(lookUp -> defaults.put(lookUp.name(), lookUp.defaultValue()));
    return defaults;
  }

  private static Set<String> matches(Path file, Pattern name) throws IOException {
    return name.matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static Properties meanings() {
    Properties properties = new Properties();
    try (var in = SettingsPageTest.class.getResourceAsStream("/docs/settings.properties")) {
      properties.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return properties;
  }
}
