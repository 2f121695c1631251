package com.irisx.webhooks.admin.capture;

import static java.util.stream.Collectors.toMap;

import com.irisx.webhooks.admin.config.AdminSettings.DatabaseSettings;
import com.irisx.webhooks.admin.config.InvalidSettingException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * {@code WEBHOOKS_DB_URL} in parts, as the driver understands it: capture must reach the same
 * database in the same way as everybody else, and a host need not be what a URI takes for one.
 *
 * @param user the URL's, if it names one
 * @param password the URL's, if it has one
 * @param ssl what else the URL says of TLS ({@code sslrootcert}, {@code sslcert}, {@code sslkey},
 *     …), in the driver's names
 */
record DatabaseAddress(
    String host,
    int port,
    String name,
    String user,
    String password,
    String sslMode,
    Map<String, String> ssl) {

  private static final String KEY = "WEBHOOKS_DB_URL";
  private static final Set<String> MODE = Set.of("ssl", "sslmode");

  static DatabaseAddress of(DatabaseSettings settings) {
    Map<String, String> parts = parts(settings);
    String host = parts.getOrDefault("PGHOST", "");
    if (host.contains(",")) {
      throw new InvalidSettingException(KEY, "must name one host: a replication slot is on one");
    }
    return new DatabaseAddress(
        host,
        Integer.parseInt(parts.getOrDefault("PGPORT", "")),
        parts.getOrDefault("PGDBNAME", ""),
        parts.getOrDefault("user", ""),
        parts.getOrDefault("password", ""),
        parts.getOrDefault("sslmode", asksForSsl(parts) ? "verify-full" : "prefer"),
        parts.entrySet().stream()
            .filter(part -> part.getKey().startsWith("ssl"))
            .filter(part -> !MODE.contains(part.getKey()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Map<String, String> parts(DatabaseSettings settings) {
    Properties given = new Properties();
    given.put("user", settings.user());
    given.put("password", settings.password());
    try {
      return Arrays.stream(
              DriverManager.getDriver(settings.url()).getPropertyInfo(settings.url(), given))
          .filter(part -> part.value != null)
          .collect(toMap(part -> part.name, part -> part.value));
    } catch (SQLException e) {
      throw new InvalidSettingException(KEY, "must look like jdbc:postgresql://host:5432/database");
    }
  }

  /** The short form; alone it means the strictest mode. */
  private static boolean asksForSsl(Map<String, String> parts) {
    String ssl = parts.getOrDefault("ssl", "false");
    return ssl.isEmpty() || ssl.equalsIgnoreCase("true");
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return host + ":" + port + "/" + name + " as " + user;
  }
}
