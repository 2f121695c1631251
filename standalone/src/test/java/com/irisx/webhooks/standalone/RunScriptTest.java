package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When {@code ./run} builds: the real script in a directory of its own, with a build and a JDK that
 * only say that they were called.
 */
class RunScriptTest {

  private static final Path SCRIPT = Path.of("..", "run");
  private static final Path SHELL = Path.of("/bin/bash");
  private static final String BUILD = "mkdir -p standalone/target && echo jar > " + jar() + "\n";

  private final Path root;

  RunScriptTest(@TempDir Path root) {
    this.root = root;
  }

  private static String jar() {
    return "standalone/target/standalone-0.1.0.jar";
  }

  @BeforeEach
  void layOut() {
    assumeTrue(Files.isExecutable(SHELL), "no bash here");
    write("run", read(SCRIPT));
    write("pom.xml", "<project/>");
    write("standalone/pom.xml", "<project/>");
    write("standalone/src/main/Main.java", "class Main {}");
    write("jdk/bin/javac", "#!/bin/bash\n");
    write(
        "jdk/bin/java",
        "#!/bin/bash\n[ \"$1\" = -version ] && echo 'openjdk version \"17.0.1\"' || echo started\n");
    buildThat(BUILD);
  }

  @Test
  void buildsOnceAndThenStartsWhatIsThere() {
    assertThat(run()).contains("building", "started");
    assertThat(run()).contains("started").doesNotContain("building");
  }

  /** The jar is made before its libraries are copied: being there is not being finished. */
  @Test
  void buildsAgainWhatWasInterruptedAfterTheJar() {
    buildThat(BUILD + "exit 130\n");
    assertThat(run()).contains("building").doesNotContain("started");

    buildThat(BUILD);
    assertThat(run()).contains("building", "started");
    assertThat(run()).doesNotContain("building");
  }

  @Test
  void aBuildThatFailedLeavesNothingThatWouldBeStarted() {
    run();
    write("standalone/src/main/Main.java", "class Main { broken }");
    later("standalone/src/main/Main.java");
    buildThat("exit 1\n");

    assertThat(run()).contains("building").doesNotContain("started");
    assertThat(run()).contains("building").doesNotContain("started");
  }

  @Test
  void buildsAgainWhatChangedWhileItWasBuilt() {
    buildThat(
        "touch begun\n"
            + "until [ standalone/src/main/Main.java -nt begun ]\n"
            + "do touch standalone/src/main/Main.java; done\n"
            + BUILD);
    run();

    buildThat(BUILD);
    assertThat(run()).contains("building");
    assertThat(run()).doesNotContain("building");
  }

  private void buildThat(String script) {
    write("mvnw", "#!/bin/bash\nset -e\n" + script);
  }

  /** Younger than anything a build made, whatever the clock's grain. */
  private void later(String file) {
    try {
      Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.now().plusSeconds(60)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String run() {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(SHELL.toString(), "run")).directory(root.toFile());
    builder.redirectErrorStream(true).environment().put("JAVA_HOME", root + "/jdk");
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void write(String file, String text) {
    Path path = root.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
