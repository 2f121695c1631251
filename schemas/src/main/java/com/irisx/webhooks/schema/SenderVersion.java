package com.irisx.webhooks.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What we call ourselves to endpoints. */
public final class SenderVersion {

  /** The value of {@code User-Agent}, with the version of this build. */
  public static final String USER_AGENT = "IRISX-Webhooks/" + version();

  private SenderVersion() {}

  private static String version() {
    // Under this name Spring Boot's parent POM replaces @project.version@ in it.
    try (InputStream in = SenderVersion.class.getResourceAsStream("application.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
