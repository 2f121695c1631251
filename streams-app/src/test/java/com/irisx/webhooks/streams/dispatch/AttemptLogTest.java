package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import java.util.UUID;
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
}
