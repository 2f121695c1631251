package com.irisx.webhooks.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** What an operator deploys, as the repository has it. */
final class OpsFiles {

  private static final Path OPS = Path.of("..", "ops");
  private static final Pattern METRIC =
      Pattern.compile("\\b(webhooks|kafka|jvm|process|hikaricp|http_server)_[a-z0-9_]+");

  private OpsFiles() {}

  /** The environment of a service of docker-compose.yml, variables not resolved. */
  static Map<String, Object> environment(String service) throws IOException {
    Map<String, Object> compose =
        new Yaml().load(Files.readString(Path.of("..", "docker-compose.yml")));
    return map(map(map(compose.get("services")).get(service)).get("environment"));
  }

  /** The alerts: name, expression, where to read on. */
  static List<Map<String, Object>> alerts() throws IOException {
    Map<String, Object> rules =
        new Yaml().load(Files.readString(OPS.resolve("prometheus/alerts.yml")));
    return maps(maps(rules.get("groups")).get(0).get("rules"));
  }

  /** Every metric that a panel of the dashboard or an alert asks for. */
  static Set<String> metrics() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String file : List.of("prometheus/alerts.yml", "grafana/dashboards/webhooks.json")) {
      Files.readAllLines(OPS.resolve(file)).stream()
          .filter(line -> line.contains("expr") || file.endsWith(".yml"))
          .forEach(line -> names.addAll(metrics(line)));
    }
    return names;
  }

  private static Set<String> metrics(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = METRIC.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(@Nullable Object value) {
    return (List<Map<String, Object>>) Objects.requireNonNull(value);
  }
}
