package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.RejectionReason;
import com.irisx.webhooks.schema.WaitReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guides list every value that people may meet, and none of their links is dead. */
class GuidePagesTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");

  /** Where the alert rules point. */
  private static final List<String> RUNBOOK =
      List.of(
          "consumer-lag",
          "lateness",
          "replication-slot",
          "dead-letters",
          "breakers-open",
          "not-ready",
          "rejected-events",
          "delivery-failures",
          "capture-down");

  /** Of what uses up no attempt tenants see what the delivery waits for. */
  @Test
  void theIntegrationGuideSaysWhatEveryErrorAndEveryWaitMeans() throws IOException {
    List<String> shown =
        Stream.concat(
                Arrays.stream(AttemptError.values())
                    .filter(GuidePagesTest::isShown)
                    .map(AttemptError::label),
                Arrays.stream(WaitReason.values()).map(WaitReason::label))
            .toList();
    assertThat(Page.named("integration-guide.md").firstColumn("## Troubleshooting"))
        .containsExactlyInAnyOrderElementsOf(shown);
  }

  private static boolean isShown(AttemptError error) {
    return new AttemptResult(1, 0, 0, null, error, null, null, null).made();
  }

  @Test
  void theUpstreamGuideSaysWhatEveryRejectionMeans() throws IOException {
    assertThat(Page.named("upstream-guide.md").firstColumn("## Rejected events"))
        .containsAll(Arrays.stream(RejectionReason.values()).map(RejectionReason::label).toList());
  }

  @Test
  void theGuideForDataTeamsSaysWhatEveryStatusMeans() throws IOException {
    Page page = Page.named("data-team-guide.md");
    assertThat(page.firstColumn("### Statuses"))
        .containsExactlyElementsOf(
            Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::label).toList());
    assertThat(page.text())
        .contains(Arrays.stream(WaitReason.values()).map(r -> "`" + r.label() + "`").toList());
  }

  @Test
  void everyAlertHasItsSectionInTheRunbook() throws IOException {
    String page = Page.named("operations.md").text();
    assertThat(page).contains(RUNBOOK.stream().map(anchor -> "\n### " + anchor + "\n").toList());
  }

  @Test
  void everyTestThatThePagesNameIsThere() throws IOException {
    for (String name : List.of("threat-model.md", "architecture.md", "operations.md")) {
      for (var match : TEST_NAME.matcher(Page.named(name).text()).results().toList()) {
        List<Path> files = sources(match.group(1) + ".java");
        assertThat(files).as(match.group() + " in " + name).isNotEmpty();
        if (match.group(2) != null) {
          assertThat(files)
              .as(match.group() + " in " + name)
              .anySatisfy(
                  file -> assertThat(Files.readString(file)).contains(" " + match.group(2) + "("));
        }
      }
    }
  }

  @Test
  void noLinkIsDead() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.list(Page.DOCS)) {
      pages = files.filter(file -> file.toString().endsWith(".md")).collect(Collectors.toList());
    }
    pages.add(Path.of("..", "README.md"));
    for (Path page : pages) {
      for (var match : LINK.matcher(Files.readString(page)).results().toList()) {
        String[] target = match.group(1).split("#", 2);
        if (target[0].contains("://")) {
          continue;
        }
        Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]).normalize();
        assertThat(file).as(match.group() + " in " + page).exists();
        if (target.length == 2) {
          assertThat(anchors(file)).as(match.group() + " in " + page).contains(target[1]);
        }
      }
    }
  }

  /** As code hosts make them from headings. */
  private static List<String> anchors(Path file) throws IOException {
    return Files.readString(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .toList();
  }

  private static List<Path> sources(String name) throws IOException {
    try (Stream<Path> files =
        Files.find(
            Path.of(".."),
            14,
            (file, unused) ->
                file.endsWith(name) && file.toString().contains("src" + java.io.File.separator))) {
      return files.toList();
    }
  }
}
