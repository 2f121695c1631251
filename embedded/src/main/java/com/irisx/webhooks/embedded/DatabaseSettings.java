package com.irisx.webhooks.embedded;

import java.nio.file.Path;

/**
 * How an embedded Postgres runs.
 *
 * @param directory what it keeps; one server at a time
 * @param port where clients reach it, on 127.0.0.1
 * @param binaries where the server's programs are unpacked to, once
 * @param durability what a commit survives
 */
public record DatabaseSettings(
    Path directory, ListenPort port, Path binaries, Durability durability) {

  /** What a commit survives. */
  public enum Durability {
    /** The loss of the machine's power: every commit waits for the disk. */
    POWER_LOSS("on"),
    /** The death of the server process, which is enough for data that tests will throw away. */
    PROCESS_DEATH("off");

    private final String fsync;

    Durability(String fsync) {
      this.fsync = fsync;
    }

    String fsync() {
      return fsync;
    }
  }

  public DatabaseSettings {
    directory = directory.toAbsolutePath().normalize();
    binaries = binaries.toAbsolutePath().normalize();
  }

  /** A durable server with everything below {@code directory}. */
  public static DatabaseSettings durable(Path directory, ListenPort port) {
    return new DatabaseSettings(
        directory, port, directory.resolve("binaries"), Durability.POWER_LOSS);
  }
}
