package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.testing.Answer;
import com.irisx.webhooks.testing.TestEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The pages in a real browser before everything that they are about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPagesInBrowserTest implements PagesForEverybody {

  private static final String HOSTILE =
      "<script>window.ran=1</script><img src=x onerror=\"window.ran=1\"><b>sorry</b>";

  private PagesStack stack;
  private Pages pages;

  @BeforeAll
  void start(@TempDir Path directory) {
    stack = PagesStack.start(Chromium.required(), directory);
    pages = stack.pages();
    pages.width(1280, 900);
  }

  @Override
  public PagesStack stack() {
    return stack;
  }

  @AfterAll
  void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @AfterEach
  void nothingWentWrongUnseen() {
    pages.width(1280, 900);
    pages.assertNoComplaints();
  }

  @Test
  void aKeyIsKeptInThisTabAloneAndForgottenAtLogOut() throws Exception {
    Tenant tenant = stack.tenant();
    pages.openAnew("/statistics?days=7");
    pages.press("Log in");
    pages.see("Enter an API key.");
    pages.fill("API key", "whk_wrong");
    pages.press("Log in");
    pages.see("This key is not valid.");

    pages.logIn(tenant.apiKey());
    pages.see("Success rate");
    assertThat(pages.hash()).isEqualTo("#/statistics?days=7");
    assertThat(pages.run("return Object.values(sessionStorage).join()")).isEqualTo(tenant.apiKey());
    assertThat(pages.run("return localStorage.length + document.cookie")).isEqualTo("0");
    assertThat(String.valueOf(pages.run("return location.href"))).doesNotContain(tenant.apiKey());

    pages.press("Log out");
    pages.see("API key");
    assertThat(pages.run("return sessionStorage.length")).isEqualTo(0L);
    assertThat(pages.text()).doesNotContain("Success rate");
  }

  @Test
  void aWebhookIsCreatedChangedRotatedAndDeleted() throws Exception {
    Tenant tenant = stack.tenant();
    pages.openAs(tenant, "/webhooks");
    pages.see("No webhooks yet");
    pages.press("Create a webhook");

    pages.fill("Endpoint", "ftp://example.com");
    pages.eventually(
        "the API's word is at the field",
        () -> !pages.find(By.id("url-problem")).getText().isEmpty());
    pages.press("Create the webhook");
    pages.see("must name at least one event type");
    assertThat(pages.run("return document.activeElement.id")).isEqualTo("url");
    pages.fill("Endpoint", stack.receiver().url(PagesStack.path()));
    pages.eventually(
        "it is taken", () -> pages.driver().findElement(By.id("url-problem")).getText().isEmpty());
    pages.press("call 0 of 8");
    pages.tick("All call.*");
    pages.press("Create the webhook");
    pages.see("It is shown this once");
    String secret = pages.find(By.id("secret")).getText();
    assertThat(secret).startsWith("whsec_");
    // The first may be kept from closing a dialog, the next may not.
    pages.type(Keys.ESCAPE);
    pages.type(Keys.ESCAPE);
    pages.type(Keys.ESCAPE);
    pages.see(secret);
    pages.press("I have stored it");
    pages.see("No deliveries yet");
    assertThat(pages.driver().getPageSource()).doesNotContain(secret);

    pages.press("Edit");
    pages.press("Retries and limits");
    pages.fill("Attempts at most", "999");
    pages.see("must be from 1 to 100");
    pages.fill("Attempts at most", "7");
    pages.seeNoMore("must be from 1 to 100");
    pages.press("Filter");
    pages.fill("Only events whose data match", "{\"from\": [{\"prefix\": 1}]}");
    pages.see("from[0].prefix: must be a string that is not empty");
    pages.fill("Only events whose data match", "{\"from\": ");
    pages.see("must be a JSON object");
    pages.fill(
        "Only events whose data match", "{\"from\": [{\"prefix\": \"+1\"}, 12345678901234567890]}");
    pages.seeNoMore("must be a JSON object");
    pages.press("Headers and metadata");
    pages.press("Add to Headers of every request");
    pages.find(By.cssSelector("[aria-label='Name 1']")).sendKeys("Host");
    pages.see("Host: the header 'Host' is set by the sender");
    pages.press("Remove");
    pages.press("Save");
    pages.see("Saved.");
    pages.press("Settings");
    pages.see("7, retried after 1 s, 2 s, 4 s, 8 s, 16 s");
    pages.see("{\"from\":[{\"prefix\":\"+1\"},12345678901234567890]}");

    pages.press("Rotate the secret");
    pages.fill("Both secrets sign for (hours)", "1000");
    pages.press("Rotate");
    pages.see("must be from 0 to 720");
    pages.fill("Both secrets sign for (hours)", "12");
    pages.press("Rotate");
    pages.see("The new secret");
    assertThat(pages.find(By.id("secret")).getText()).startsWith("whsec_").isNotEqualTo(secret);
    pages.press("I have stored it");

    pages.press("Delete");
    pages.press("Delete the webhook");
    pages.see("No webhooks yet");
  }

  @Test
  void whatAnEndpointAnsweredIsShownAsTextAndRunsNothing() throws Exception {
    String path = PagesStack.path();
    Tenant tenant = stack.tenant();
    String id =
        stack.knownWebhook(
            tenant, path, Map.of("description", HOSTILE, "retry_schedule_seconds", List.of(1)));
    stack
        .receiver()
        .on(path)
        .answer(
            Answer.status(500).body(HOSTILE),
            Answer.status(500).body(HOSTILE),
            Answer.status(200).body(HOSTILE));

    stack.produce(TestEvent.callCompleted().withTenant(tenant.id()).withType("call.failed"));
    pages.press("call.failed");
    pages.see("answered HTTP 200 to attempt 3");
    pages.driver().findElements(By.cssSelector("details > summary")).forEach(e -> e.click());
    pages.see("<b>sorry</b>");
    assertThat(pages.driver().findElements(By.cssSelector(".timeline > li"))).hasSize(3);
    assertThat(pages.text()).contains("HTTP 500").contains("HTTP 200").contains("call_sid");
    assertThat(pages.text()).contains("X-IRISX-Attempt").doesNotContain("X-IRISX-Signature");
    pages.go("/webhooks/" + id);
    pages.see("<b>sorry</b>");
    assertThat(pages.run("return window.ran === undefined")).isEqualTo(true);
    assertThat(pages.driver().findElements(By.cssSelector("main img, main script"))).isEmpty();
  }

  @Test
  void deliveriesAreFilteredAndReadPageByPage() throws Exception {
    Tenant tenant = stack.tenant();
    String id = stack.knownWebhook(tenant, PagesStack.path(), Map.of());
    for (int i = 0; i < 30; i++) {
      stack.produce(
          TestEvent.callCompleted()
              .withTenant(tenant.id())
              .withType(i < 3 ? "call.failed" : "call.completed"));
    }
    pages.eventually("a page is full", () -> rows() == 25);
    pages.press("Older");
    pages.see("Newest");
    pages.eventually("the rest", () -> rows() == 6);
    pages.press("Newest");
    pages.eventually("the first page", () -> rows() == 25);

    pages.choose("Event type", "call.failed");
    pages.eventually("three", () -> rows() == 3);
    assertThat(pages.hash()).isEqualTo("#/webhooks/" + id + "?event_type=call.failed");
    pages.choose("Status", "Failed");
    pages.see("Nothing fits");
    pages.driver().navigate().refresh();
    pages.see("Nothing fits");
    pages.press("Clear");
    pages.eventually("all", () -> rows() == 25);
    pages.run(
        """
        const e = document.getElementById('since');
        e.value = '2999-01-01T00:00';
        e.dispatchEvent(new Event('change', {bubbles: true}));\
        """);
    pages.see("Nothing fits");
    assertThat(pages.hash()).contains("since=2999-");
  }

  private int rows() {
    return pages.driver().findElements(By.cssSelector("table.cards tbody tr")).size();
  }

  @Test
  void aTestShowsItsResultAndWhatFailedIsSentAgain() throws Exception {
    String path = PagesStack.path();
    Tenant tenant = stack.tenant();
    String id = stack.webhook(tenant, path, Map.of("max_attempts", 1));
    stack.receiver().on(path).answer(Answer.status(503).body("come back later"));
    pages.openAs(tenant, "/webhooks/" + id);
    pages.press("Send a test event");
    pages.choose("Event type", "call.answered");
    pages.press("Send");
    pages.see("HTTP 503");
    pages.see("come back later");
    pages.press("To the delivery");
    pages.see("Failed. 1 attempt was made");

    stack.receiver().on(path).respondWith(200);
    pages.press("Retry now");
    pages.see("Run 2, asked for again");
    pages.see("The endpoint answered HTTP 200");
    pages.see("Send again");
  }

  @Test
  void whyADeliveryWaitsIsSaid() throws Exception {
    Tenant tenant = stack.tenant();
    String id = stack.knownWebhook(tenant, PagesStack.path(), Map.of("rate_limit_per_minute", 1));
    stack.produce(TestEvent.callCompleted().withTenant(tenant.id()));
    pages.see("waits: rate limit");
    pages.press("call.completed");
    pages.see("Attempt 1 of 5 waits.");
    pages.see("They are 1 per minute and 1,000 per hour.");
    pages.press("Cancel the delivery");
    pages.find(By.cssSelector("dialog .danger")).click();
    pages.see("Cancelled.");

    pages.go("/webhooks/" + id);
    pages.press("Pause");
    pages.see("Paused. No requests are made.");
    stack.produce(TestEvent.callCompleted().withTenant(tenant.id()).withType("call.ringing"));
    pages.press("call.ringing");
    pages.see("The webhook is paused.");
    pages.press("Resume the webhook");
    pages.see("Resuming.");
    pages.seeNoMore("The webhook is paused.");
  }

  @Test
  void anEndpointThatIsLeftAloneShowsIt() throws Exception {
    String path = PagesStack.path();
    Tenant tenant = stack.tenant();
    var unused =
        stack.knownWebhook(
            tenant, path, Map.of("max_attempts", 3, "retry_schedule_seconds", List.of(1)));
    stack.receiver().on(path).respondWith(500);
    for (int i = 0; i < 4; i++) {
      stack.produce(TestEvent.callCompleted().withTenant(tenant.id()));
    }
    pages.see("The breaker is open.");
    pages.see("Failing");
    pages.see("waits: breaker");
    pages.press("call.completed");
    pages.see("left alone for a while");
    assertThat(pages.hash()).startsWith("#/deliveries/");
    pages.go("/webhooks");
    pages.see("Failing");
  }

  @Test
  void theCatalogHasSamplesAndSchemas() throws Exception {
    pages.openAs(stack.tenant(), "/event-types");
    pages.see("call.completed");
    assertThat(pages.driver().findElements(By.cssSelector(".type"))).hasSize(26);
    pages.fill("Search", "recording");
    pages.eventually("two", () -> pages.driver().findElements(By.cssSelector(".type")).size() == 2);
    pages.go("/event-types/call.completed");
    pages.see("Schema of its data");
    pages.see("\"duration_seconds\":");
  }

  @Test
  void theFiveFiguresAreDrawnAndWritten() throws Exception {
    Tenant tenant = stack.tenant();
    stack.knownWebhook(tenant, PagesStack.path(), Map.of());
    pages.go("/statistics");
    pages.see("Retry success");
    pages.eventually(
        "five plots", () -> pages.driver().findElements(By.cssSelector("canvas")).size() == 5);
    pages.press("The figures as a table");
    pages.press("7 days");
    pages.eventually(
        "a row a day",
        () -> pages.driver().findElements(By.cssSelector("details table tbody tr")).size() == 7);
    assertThat(pages.text()).contains("100%").contains("95 % within");
  }

  @Test
  void anotherTenantsDeliveryIsNothing() throws Exception {
    Tenant owner = stack.tenant();
    stack.knownWebhook(owner, PagesStack.path(), Map.of());
    pages.press("call.initiated");
    pages.see("Attempts");
    String page = pages.hash().substring(1);

    pages.openAs(stack.tenant(), page);
    pages.see("there is no such delivery");
    assertThat(pages.text()).doesNotContain("127.0.0.1");
  }
}
