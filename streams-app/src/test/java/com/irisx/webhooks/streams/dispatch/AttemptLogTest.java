package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.streams.observe.Logs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AttemptLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(AttemptLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void aFailedAttemptIsOneWideLineWithoutBodies() {
    Delivery delivery =
        new Delivery(
            new UUID(0, 1), new UUID(0, 2), "acme\nforged", "e1", "call\r\nforged", "t", 1, 0);
    AttemptLog.failed(
        new Task(delivery, 3, "hunter2".getBytes(UTF_8)),
        new AttemptResult(
            3,
            1000,
            12,
            503,
            AttemptError.HTTP_STATUS,
            "the endpoint answered 503",
            7000L,
            "hunter2".getBytes(UTF_8)));

    assertThat(lines.list).hasSize(1);
    ILoggingEvent line = lines.list.get(0);
    assertThat(line.getFormattedMessage()).isEqualTo("attempt failed: the endpoint answered 503");
    String facts = line.getKeyValuePairs().toString();
    assertThat(facts)
        .contains(
            "webhook_id=\"00000000-0000-0000-0000-000000000002\"",
            "attempt=\"3\"",
            "error=\"http_status\"",
            "response_status=\"503\"",
            "duration_ms=\"12\"")
        .doesNotContain("\n", "\r", "hunter2");
  }

  @Test
  void whoSendsDoesNotWaitForWhoReadsTheLog() throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(AttemptLog.class.getResource("/streams-app-logback.xml"));
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("json");
    StuckOutput output = new StuckOutput();
    console.setOutputStream(output);

    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            context.getLogger(AttemptLog.class).info("attempt {} failed", i);
          }
        });
    output.taken.countDown();
    Logs.close(context);

    assertThat(output.text().lines().filter(line -> line.contains("attempt {} failed")).count())
        .as("what was being written and the 8,192 that waited")
        .isGreaterThan(8_192);
  }

  /** Nobody takes what is written until somebody does. */
  private static final class StuckOutput extends OutputStream {

    final CountDownLatch taken = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      // The end of logging interrupts who writes; what is written must come nevertheless.
      awaitUninterruptibly(taken);
      synchronized (written) {
        written.write(bytes, from, count);
      }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
      boolean interrupted = false;
      while (true) {
        try {
          latch.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    String text() {
      synchronized (written) {
        return written.toString(UTF_8);
      }
    }
  }
}
