package com.irisx.webhooks.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium and the driver of this machine; nothing is downloaded. A machine without them skips
 * the tests that need one, unless {@code WEBHOOKS_BROWSER_TESTS} is {@code required}.
 */
record Chromium(Path browser, Path driver) {

  private static final String CHOICE = "WEBHOOKS_BROWSER_TESTS";

  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");

  /** The one of this machine; without one the calling test is skipped, or fails if it may not. */
  static Chromium required() {
    Optional<Path> browser = first(BROWSERS);
    Optional<Path> driver = first(DRIVERS);
    if (browser.isPresent() && driver.isPresent()) {
      return new Chromium(browser.get(), driver.get());
    }
    String missing =
        "The web pages are not tested: Chromium and its driver are not installed (on Debian:"
            + " apt-get install chromium chromium-driver)";
    if ("required".equals(System.getenv(CHOICE))) {
      throw new AssertionError(missing + ", and " + CHOICE + " is 'required'");
    }
    // The runner counts what it skips and does not say why.
    System.out.println(missing);
    return Assumptions.abort(missing);
  }

  /** Starts it with an empty profile. */
  ChromeDriver start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--lang=en",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .build(),
        options);
  }

  private static Optional<Path> first(List<String> candidates) {
    return candidates.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }
}
