package com.irisx.webhooks.embedded;

import java.nio.file.Path;

/**
 * How an embedded broker runs.
 *
 * @param directory what it keeps; one broker at a time
 * @param port where clients reach it, on 127.0.0.1
 */
public record KafkaSettings(Path directory, ListenPort port) {

  public KafkaSettings {
    directory = directory.toAbsolutePath().normalize();
  }
}
