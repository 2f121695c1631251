package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.testing.ScriptedReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides show runs, and what they list is what is there. */
class GuideExamplesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration REFRESH = Duration.ofMinutes(3);
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) ");
  private static final Path EXAMPLES = Page.DOCS.resolve("examples");

  @TempDir static Path directory;
  private static final StandaloneProcess STACK = SharedProcess.INSTANCE;
  private static ScriptedReceiver receiver;
  private static Tenant.CreatedWebhook webhook;

  @BeforeAll
  static void start() throws Exception {
    receiver = ScriptedReceiver.start();
    receiver.on("/hook").respondWith(200);
    Tenant tenant = Tenant.create(STACK, "acme");
    webhook =
        tenant.webhook(Map.of("url", receiver.url("/hook"), "events", List.of("call.completed")));
    // From here on the webhook is known where events are routed.
    var unused =
        tenant.send("POST", "/v1/webhooks/" + webhook.id() + "/test?wait=10s", Map.of(), 200);
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  @Test
  void theThreeFormsOfTheUpstreamGuideAreDeliveredOnceAndInTheReport() throws Exception {
    assertThat(example("ProduceEvents.java", STACK.bootstrapServers(), "acme")).contains("sent to");
    assertThat(example("ProduceEvents.java", STACK.bootstrapServers(), "acme")).contains("sent to");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                value("webhooks_schedule_duplicates_total") == 3
                    && receiver.requests().size() >= 4);

    assertThat(receiver.requests().stream().map(request -> request.text()).toList())
        .filteredOn(body -> !body.contains("\"test_"))
        .hasSize(3)
        .allMatch(body -> body.contains("\"duration_seconds\":42}"))
        .anyMatch(body -> body.contains("\"id\":\"call-1-completed\""))
        .anyMatch(body -> body.contains("\"id\":\"call-2-completed\""))
        .anyMatch(body -> body.contains("\"id\":\"call-3-completed\""));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(example("OutcomeReport.java", STACK.bootstrapServers()))
                    .contains(webhook.id() + " {delivered=4}, attempts 4, of which repeats 0"));
  }

  @Test
  void theUpstreamGuideNamesTheHeadersOfRejectedEvents() throws IOException {
    assertThat(Page.named("upstream-guide.md").text())
        .contains(
            RejectionHeaders.REASON,
            RejectionHeaders.DETAIL,
            RejectionHeaders.TOPIC,
            RejectionHeaders.PARTITION,
            RejectionHeaders.OFFSET,
            RejectionHeaders.TIMESTAMP);
  }

  @Test
  void theTableOfMetricsNamesAllOfOursAndNoneThatIsNotThere() throws Exception {
    List<String> listed = Page.named("operations.md").firstColumn("## Metrics");

    // Those of Kafka's clients are looked for by Micrometer every minute.
    await()
        .atMost(REFRESH)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(metrics()).containsAll(listed));
    assertThat(listed)
        .containsAll(
            metrics().stream()
                .filter(name -> name.startsWith("webhooks_") && !name.endsWith("_max"))
                .toList());
  }

  private static Set<String> metrics() throws Exception {
    Set<String> there = new TreeSet<>();
    for (String scrape : List.of(scrape(STACK.streams("")), scrape(STACK.api("")))) {
      TYPE.matcher(scrape).results().forEach(match -> there.add(match.group(1)));
    }
    return there;
  }

  @Test
  void thePageForOperatorsNamesEveryTopicAndGroup() throws Exception {
    Page page = Page.named("operations.md");
    List<String> topics = new ArrayList<>(page.firstColumn("## Topics"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", STACK.bootstrapServers()))) {
      assertThat(topics)
          .containsExactlyInAnyOrderElementsOf(ours(admin.listTopics().names().get().stream()));
      assertThat(page.firstColumn("### Consumer groups"))
          .containsExactlyInAnyOrderElementsOf(
              ours(admin.listGroups().all().get().stream().map(GroupListing::groupId)));
    }
  }

  private static List<String> ours(Stream<String> names) {
    return names.filter(name -> name.startsWith("webhooks.")).toList();
  }

  private static double value(String metric) throws Exception {
    return scrape(STACK.streams(""))
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .sum();
  }

  private static String scrape(URI root) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(root.resolve("/actuator/prometheus")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Runs a single-file example with the libraries of the build and returns what it printed. */
  private static String example(String file, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dlogback.configurationFile=" + EXAMPLES.resolve("logback.xml"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    EXAMPLES.resolve(file).toString()),
                Stream.of(arguments))
            .collect(Collectors.toList());
    Path output = directory.resolve(file + ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(file + " did not end");
    }
    String text = java.nio.file.Files.readString(output, UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
