package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log of the one process says. */
class LogFileTest {

  private static final String ATTEMPT_LOG = "com.irisx.webhooks.streams.dispatch.AttemptLog";
  private static final String BYTES_OF_ENDPOINTS = "io.vertx.core.net.impl.ConnectionBase";

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
    context.getLogger(ATTEMPT_LOG).atInfo().addKeyValue("webhook_id", 7).log("attempt failed");
    context.stop();

    assertThat(Files.readString(file)).contains("attempt failed webhook_id=\"7\"");
    assertThat(Files.readString(file)).doesNotContain("bytes");
  }
}
