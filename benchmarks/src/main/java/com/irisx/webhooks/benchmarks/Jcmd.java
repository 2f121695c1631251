package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The diagnostic commands of a running JVM. */
final class Jcmd {

  private Jcmd() {}

  /**
   * What the JVM answers.
   *
   * @throws IOException with that, if it refuses
   */
  static String run(ProcessHandle jvm, String... command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    ProcessBuilder builder = new ProcessBuilder(jcmd.toString(), Long.toString(jvm.pid()));
    builder.command().addAll(List.of(command));
    Process running = builder.redirectErrorStream(true).start();
    String output = new String(running.getInputStream().readAllBytes(), UTF_8);
    if (running.waitFor() != 0) {
      throw new IOException("jcmd says: " + output);
    }
    return output;
  }
}
