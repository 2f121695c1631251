package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Without a mouse, on a narrow screen, and at the page of the API. */
interface PagesForEverybody {

  /** What is running. */
  PagesStack stack();

  @Test
  default void theKeyboardIsEnough() throws Exception {
    PagesStack stack = stack();
    Pages pages = stack.pages();
    Tenant tenant = stack.tenant();
    pages.openAnew("/webhooks");
    pages.eventually("the field has the focus", () -> pages.focused().equals("API key"));
    pages.type(tenant.apiKey(), Keys.ENTER);
    pages.see("No webhooks yet");
    pages.tabTo("Skip to the content");
    pages.type(Keys.ENTER);
    assertThat(pages.run("return document.activeElement.id")).isEqualTo("content");
    pages.tabTo("Create a webhook");
    pages.type(Keys.ENTER);
    pages.see("New webhook");
    assertThat(pages.run("return document.activeElement.id")).isEqualTo("content");
    pages.tabTo("Endpoint");
    pages.type(stack.receiver().url(PagesStack.path()));
    pages.tabTo("All events");
    pages.type(Keys.SPACE);
    pages.tabTo("Create the webhook");
    pages.type(Keys.ENTER);
    pages.see("It is shown this once");
    pages.tabTo("I have stored it");
    pages.type(Keys.ENTER);
    pages.see("No deliveries yet");

    pages.tabTo("Delete");
    pages.type(Keys.ENTER);
    pages.see("Delete this webhook?");
    for (int i = 0; i < 5; i++) {
      pages.type(Keys.TAB);
      assertThat(
              pages.run(
                  "return document.activeElement === document.body"
                      + " || document.querySelector('dialog').contains(document.activeElement)"))
          .as("the dialog keeps the focus")
          .isEqualTo(true);
    }
    pages.type(Keys.ESCAPE);
    pages.seeNoMore("Delete this webhook?");
    assertThat(pages.focused()).isEqualTo("Delete");
    Object outline = pages.run("return getComputedStyle(document.activeElement).outlineStyle");
    assertThat(outline).isEqualTo("solid");
  }

  @Test
  default void aNarrowScreenIsEnough() throws Exception {
    PagesStack stack = stack();
    Pages pages = stack.pages();
    Tenant tenant = stack.tenant();
    String id =
        stack.knownWebhook(
            tenant, PagesStack.path(), Map.of("description", "a-long-word".repeat(20)));
    pages.width(360, 740);
    for (String page :
        List.of(
            "/webhooks",
            "/webhooks/new",
            "/webhooks/" + id,
            "/webhooks/" + id + "/edit",
            "/event-types/call.completed",
            "/statistics",
            "/nothing")) {
      pages.go(page);
      pages.eventually(
          "it is loaded",
          () ->
              pages.driver().findElements(By.cssSelector(".loading")).isEmpty()
                  && !pages.driver().findElements(By.tagName("h1")).isEmpty());
      pages.assertNoHorizontalScroll();
    }
    pages.go("/webhooks/" + id);
    pages.press("call.initiated");
    pages.see("Attempts");
    pages.assertNoHorizontalScroll();
    pages.press("Log out");
    pages.see("API key");
    pages.assertNoHorizontalScroll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/swagger-ui/index.html"})
  default void thePageOfTheApiWorksUnderThePolicy(String path) {
    Pages pages = stack().pages();
    pages.driver().get(stack().stack().api(path).toString());
    pages.see("Webhooks admin API");
    pages.find(By.cssSelector("#operations-webhook-webhookList")).click();
    pages.see("Responses");
  }
}
