package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * The web pages as a person uses them: by what is written on buttons, links and labels. Whatever is
 * looked for may take a moment to appear.
 */
final class Pages implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An answer of the API that a page shows as a problem; Chromium notes it by itself. */
  private static final String REFUSED = "the server responded with a status of 4";

  private final ChromeDriver driver;
  private final URI start;

  Pages(ChromeDriver driver, URI start) {
    this.driver = driver;
    this.start = start;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** The page behind {@code hash}, in a tab that remembers nothing. */
  void openAnew(String hash) {
    driver.get("about:blank");
    driver.get(start.resolve("/") + "#" + hash);
    run("sessionStorage.clear()");
    driver.navigate().refresh();
    see("API key");
  }

  void logIn(String apiKey) {
    fill("API key", apiKey);
    press("Log in");
    see("Log out");
  }

  /** Logs in at the page behind {@code hash}. */
  void openAs(Tenant tenant, String hash) {
    openAnew(hash);
    logIn(tenant.apiKey());
  }

  void go(String hash) {
    driver.get(start.resolve("/") + "#" + hash);
  }

  String hash() {
    return String.valueOf(run("return location.hash"));
  }

  /** What can be read on the page. */
  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  void see(String text) {
    try {
      eventually("'" + text + "' can be read", () -> text().contains(text));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "'" + text + "' cannot be read at " + hash() + ", but:\n" + text(), e);
    }
  }

  void seeNoMore(String text) {
    eventually("'" + text + "' is gone", () -> !text().contains(text));
  }

  /** The first element that is displayed. */
  WebElement find(By by) {
    eventually(
        by + " is there", () -> driver.findElements(by).stream().anyMatch(WebElement::isDisplayed));
    return driver.findElements(by).stream()
        .filter(WebElement::isDisplayed)
        .findFirst()
        .orElseThrow();
  }

  /** Clicks the button or link with this text. */
  void press(String text) {
    act(() -> find(pressable(text)).click());
  }

  WebElement field(String label) {
    WebElement found = find(By.xpath("//label[normalize-space()=" + quoted(label) + "]"));
    return driver.findElement(By.id(Objects.requireNonNull(found.getDomAttribute("for"))));
  }

  void fill(String label, String text) {
    act(
        () -> {
          WebElement field = field(label);
          field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
          field.sendKeys(text);
        });
  }

  void choose(String label, String option) {
    act(
        () ->
            field(label)
                .findElement(By.xpath(".//option[normalize-space()=" + quoted(option) + "]"))
                .click());
  }

  void tick(String label) {
    act(() -> field(label).click());
  }

  /** Keys, as from a keyboard: to whatever has the focus, be it about to disappear. */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Moves the focus by Tab until it is on the element with this text or label. */
  void tabTo(String name) {
    for (int i = 0; i < 80; i++) {
      if (name.equals(focused())) {
        return;
      }
      type(Keys.TAB);
    }
    throw new AssertionError("Tab does not lead to '" + name + "', but to " + focused());
  }

  /** The name of what has the focus. */
  String focused() {
    return String.valueOf(
        run(
            """
            const e = document.activeElement;
            return (e.labels?.[0] || e).textContent.trim().replace(/\\s+/g, ' ');\
            """));
  }

  @Nullable Object run(String script) {
    return driver.executeScript(script);
  }

  void width(int pixels, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void assertNoHorizontalScroll() {
    Object wide =
        run(
            """
            return [...document.querySelectorAll('body *')]
              .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5
                && !e.closest('.scroll, pre, .skip, .unseen'))
              .map(e => e.outerHTML.slice(0, 120));\
            """);
    assertThat(run("return document.documentElement.scrollWidth <= innerWidth"))
        .as(hash() + " is wider than the screen: " + wide)
        .isEqualTo(true);
  }

  /** No script failed, and the policy had nothing to forbid. */
  void assertNoComplaints() {
    List<String> complaints =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(LogEntry::getMessage)
            .filter(message -> !message.contains(REFUSED))
            .toList();
    assertThat(complaints).as("console").isEmpty();
  }

  /** The page as a PNG, to its end if that is not too far; with a dialog, what is seen of it. */
  void picture(Path file) throws Exception {
    Object size =
        run(
            """
            const whole = document.querySelector('dialog') ? 0 : document.documentElement.scrollHeight;
            const height = Math.min(1300, Math.max(innerHeight, whole));
            return {x: 0, y: 0, width: innerWidth, height, scale: 1};\
            """);
    Object png =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                    "format",
                    "png",
                    "captureBeyondViewport",
                    true,
                    "clip",
                    Objects.requireNonNull(size)))
            .get("data");
    Files.write(file, Base64.getDecoder().decode(String.valueOf(png)));
  }

  @Override
  public void close() {
    driver.quit();
  }

  void eventually(String what, Supplier<Boolean> condition) {
    await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(condition::get);
  }

  /** A page that is drawn anew just then lets go of its elements: then it is done once more. */
  private void act(Runnable action) {
    eventually(
        "it can be done",
        () -> {
          action.run();
          return true;
        });
  }

  private static By pressable(String text) {
    String named = "[normalize-space()=" + quoted(text) + "]";
    return By.xpath("//button" + named + " | //a" + named + " | //summary" + named);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
