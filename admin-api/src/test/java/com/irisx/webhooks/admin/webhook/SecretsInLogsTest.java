package com.irisx.webhooks.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nothing that is logged holds a secret or a key, however much is logged. */
class SecretsInLogsTest {

  private final ApiClient tenant = AdminApi.shared().newTenant();
  private final List<Logger> loggers =
      List.of(logger("org.springframework"), logger("com.irisx"), logger("org.apache.coyote"));
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @BeforeEach
  void listen() {
    lines.start();
    for (Logger logger : loggers) {
      logger.setLevel(Level.DEBUG);
      logger.setAdditive(false);
      logger.addAppender(lines);
    }
  }

  @AfterEach
  void stopListening() {
    for (Logger logger : loggers) {
      logger.detachAppender(lines);
      logger.setAdditive(true);
      logger.setLevel(null);
    }
  }

  @Test
  void noLineShowsOne() {
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    String body = "{\"url\":\"https://example.com/\",\"events\":[\"*\"]}";
    String first = tenant.send("POST", "/v1/webhooks", body, key).require(201).text("secret");
    tenant.send("POST", "/v1/webhooks", body, key).require(201);
    String path =
        "/v1/webhooks/"
            + tenant.send("POST", "/v1/webhooks", body, key).require(201).text("id")
            + "/secret/rotate";
    String second = tenant.send("POST", path, "{}", key).require(200).text("secret");
    tenant.send("POST", path, "{}", key).require(200);
    tenant.send("POST", path, "{\"overlap_hours\":-1}").requireProblem(400);

    List<String> logged =
        List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();

    assertThat(logged).anyMatch(line -> line.contains("/secret/rotate"));
    assertThat(logged)
        .noneMatch(
            line ->
                line.contains(first)
                    || line.contains(second)
                    || line.contains("whsec_")
                    || line.contains(String.valueOf(tenant.token())));
  }
}
