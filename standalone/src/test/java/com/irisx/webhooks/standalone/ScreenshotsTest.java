package com.irisx.webhooks.standalone;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.irisx.webhooks.schema.catalog.EventType;
import com.irisx.webhooks.testing.Answer;
import com.irisx.webhooks.testing.TestEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/**
 * Takes the pictures of {@code docs/web-pages.md}, which also has the command: every page, before a
 * tenant whose endpoints do well, badly and nothing at all.
 */
@EnabledIfSystemProperty(named = "webhooks.screenshots", matches = "true")
class ScreenshotsTest {

  private static final Path PICTURES = Path.of("../docs/screenshots");

  @TempDir Path directory;

  @Test
  void picturesOfEveryPage() throws Exception {
    Files.createDirectories(PICTURES);
    try (PagesStack stack = PagesStack.start(Chromium.required(), directory)) {
      Tenant tenant = Tenant.create(stack.stack(), "acme");
      new Scene(stack, tenant).take();
      stack.pages().assertNoComplaints();
    }
  }

  private record Scene(PagesStack stack, Tenant tenant) {

    void take() throws Exception {
      Pages pages = stack.pages();
      pages.width(1280, 800);
      pages.openAnew("/webhooks");
      picture("login");
      pages.logIn(tenant.apiKey());
      String crm = webhook("/crm/calls", "CRM: call log", List.of("call.*"), Map.of());
      String billing =
          webhook(
              "/billing/usage",
              "Billing: what is charged",
              List.of("call.completed", "sms.sent", "mms.sent", "tenant.limit.reached"),
              Map.of("headers", Map.of("X-Team", "billing"), "max_attempts", 3));
      String support =
          webhook("/support/inbox", "Support desk", List.of("sms.*", "mms.*"), Map.of());
      String mail = webhook("/mail/events", "Mail reputation", List.of("email.*"), Map.of());
      webhook("/legacy/sink", "The old data warehouse", List.of("*"), Map.of("enabled", false));
      webhook("/audit/numbers", "Audit", List.of("phone_number.*"), Map.of());
      for (String id : List.of(crm, billing, support, mail)) {
        known(id);
      }
      History history = new History(stack.stack().databaseUrl());
      history.write(UUID.fromString(crm), 2400);
      history.write(UUID.fromString(billing), 1500);
      history.write(UUID.fromString(support), 700);
      script();
      events();

      pages.go("/webhooks/" + billing);
      pages.see("Delivered");
      pages.choose("Status", "Failed");
      pages.see("Retry the");
      picture("deliveries-failed");
      pages.press("Clear");
      pages.press("Settings");
      picture("webhook");
      pages.go("/webhooks/" + mail);
      pages.press("Pause");
      pages.see("Paused. No requests are made.");
      pages.go("/webhooks/" + support);
      pages.see("The breaker is open.");
      picture("webhook-failing");
      pages.choose("Status", "Retrying");
      pages.see("waits: breaker");
      pages.find(By.cssSelector("td.main a")).click();
      pages.see("left alone for a while");
      picture("delivery-waiting");

      pages.go("/webhooks/" + billing);
      pages.press("sms.sent");
      pages.see("to attempt 3");
      pages.find(By.cssSelector(".timeline details summary")).click();
      picture("delivery");
      pages.width(360, 740);
      picture("delivery-narrow");
      pages.width(1280, 800);

      pages.go("/webhooks/" + crm);
      pages.press("Send a test event");
      pages.press("Send");
      pages.see("The endpoint took it");
      picture("test");
      pages.press("Close");
      pages.press("Rotate the secret");
      pages.press("Rotate");
      pages.see("The new secret");
      // A secret in a picture looks like a leak, whatever it opens.
      pages.run("document.getElementById('secret').textContent = 'whsec_' + '•'.repeat(44)");
      picture("secret");
      pages.press("I have stored it");

      pages.go("/webhooks/new");
      pages.fill("Endpoint", "https://10.0.0.7/hooks");
      pages.see("which is not a public address");
      pages.fill("Description", "Warehouse");
      pages.press("call 0 of 8");
      pages.tick("call.completed");
      pages.tick("call.failed");
      pages.seeNoMore("must name at least one event type");
      pages.press("Retries and limits");
      picture("new-webhook");

      pages.go("/event-types/call.completed");
      pages.see("Schema of its data");
      picture("event-types");
      pages.go("/statistics");
      pages.see("Retry success");
      picture("statistics");
      pages.dark(true);
      picture("statistics-dark");
      pages.dark(false);
      pages.go("/webhooks");
      pages.see("The old data warehouse");
      picture("webhooks");
      pages.width(360, 740);
      picture("webhooks-narrow");
      pages.width(1280, 800);
      pages.driver().get(stack.stack().api("/docs").toString());
      pages.see("Webhooks admin API");
      picture("docs");
    }

    private String webhook(
        String path, String description, List<String> events, Map<String, Object> more)
        throws Exception {
      Map<String, Object> settings = new HashMap<>(more);
      settings.put("url", stack.receiver().url(path));
      settings.put("description", description);
      settings.put("events", events);
      settings.put("rate_limit_per_minute", 600);
      settings.put("rate_limit_per_hour", 20_000);
      return tenant.webhook(settings).id().toString();
    }

    private void known(String webhook) {
      stack.pages().go("/webhooks/" + webhook);
      stack.pages().press("Send a test event");
      stack.pages().press("Send");
      stack.pages().see("The endpoint took it");
    }

    /** How the endpoints behave from now on. */
    private void script() {
      stack
          .receiver()
          .on("/crm/calls")
          .answer(request -> Answer.status(200).body("{\"ok\":true}").after(Duration.ofMillis(40)));
      stack
          .receiver()
          .on("/billing/usage")
          .answer(
              request -> {
                if (request.text().contains("mms.sent")) {
                  return Answer.status(422).body("{\"error\":\"unknown tariff\"}");
                }
                return request.text().contains("sms.sent") && request.attempt() < 3
                    ? Answer.status(503)
                        .body("<html><h1>Service Unavailable</h1></html>")
                        .after(Duration.ofMillis(300L * request.attempt()))
                    : Answer.status(200).body("{\"booked\":true}").after(Duration.ofMillis(70));
              });
      stack
          .receiver()
          .on("/support/inbox")
          .answer(
              request ->
                  Answer.status(500)
                      .body("{\"message\":\"connection pool exhausted\"}")
                      .after(Duration.ofMillis(120)));
    }

    private void events() throws Exception {
      List<String> types =
          List.of(
              "email.delivered",
              "call.initiated",
              "sms.received",
              "call.answered",
              "mms.sent",
              "call.completed",
              "sms.sent",
              "call.recording.completed",
              "call.completed");
      for (int round = 0; round < 4; round++) {
        for (String type : types) {
          EventType catalogued = Objects.requireNonNull(EventCatalog.builtIn().find(type));
          stack.produce(
              TestEvent.callCompleted()
                  .withTenant(tenant.id())
                  .withType(type)
                  .withOccurredAt(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                  .withData(Json.MAPPER.readTree(catalogued.sample()).get("data").toString()));
        }
      }
    }

    private void picture(String name) throws Exception {
      Pages pages = stack.pages();
      pages.eventually(
          "nothing loads, nothing is announced",
          () -> pages.driver().findElements(By.cssSelector(".loading, .announcement")).isEmpty());
      pages.picture(PICTURES.resolve(name + ".png"));
    }
  }
}
