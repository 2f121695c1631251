package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.irisx.webhooks.streams.observe.Logs;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log of the one process says. */
class LogFileTest {

  private static final String ATTEMPT_LOG = "com.irisx.webhooks.streams.dispatch.AttemptLog";
  private static final String BYTES_OF_ENDPOINTS = "io.vertx.core.net.impl.ConnectionBase";

  /** Fewer than the 8,192 that may wait, more than are written while they are logged. */
  private static final int QUEUED = 8_000;

  @Test
  void hasTheFactsOfAFailedAttemptAndNotWhatEndpointsWrite(@TempDir Path directory)
      throws Exception {
    assertThat(Class.forName(BYTES_OF_ENDPOINTS)).as("still the name of the class").isNotNull();
    assertThat(Class.forName(ATTEMPT_LOG)).as("still the name of the class").isNotNull();
    Path file = directory.resolve("webhooks.log");
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("webhooks.log", file.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL settings = LogFile.class.getResource("/standalone-logback.xml");
    configurator.doConfigure(settings);

    context.getLogger(BYTES_OF_ENDPOINTS).error("bytes", new IllegalStateException("bytes"));
    Logger attempts = context.getLogger(ATTEMPT_LOG);
    for (int i = 1; i <= QUEUED; i++) {
      attempts.atInfo().addKeyValue("attempt", i).log("attempt failed");
    }
    Logs.close(context);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(QUEUED);
    assertThat(lines.get(QUEUED - 1)).endsWith("attempt failed attempt=\"" + QUEUED + "\"");
    assertThat(lines).noneMatch(line -> line.contains("bytes"));
  }
}
