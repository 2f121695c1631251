package com.irisx.webhooks.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what libraries log to a file; the console is for the person. Must run before the first
 * logger is made.
 */
final class LogFile {

  private LogFile() {}

  /** Returns the file. */
  static Path redirect(Path dataDirectory) throws IOException {
    Path file = dataDirectory.resolve("logs").resolve("webhooks.log");
    Files.createDirectories(file.getParent());
    // By name, because the applications' jars may have a logback.xml for their own console.
    System.setProperty("logback.configurationFile", "standalone-logback.xml");
    System.setProperty("webhooks.log", file.toString());
    // Tomcat logs to java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return file;
  }
}
