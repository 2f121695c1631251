package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load tool {@code wrk}, with the same body: what receiver and machine can do at most. */
final class Wrk {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private Wrk() {}

  /**
   * Requests per second.
   *
   * @throws IOException if there is no {@code wrk}, or it got other answers than 2xx
   */
  static double rate(String url, byte[] body, int connections, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("webhooks-benchmark", ".lua");
    try {
      Files.writeString(
          script,
          "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==["
              + new String(body, UTF_8)
              + "]==]\n");
      Process process =
          new ProcessBuilder(
                  "wrk",
                  "-t1",
                  "-c" + connections,
                  "-d" + seconds + "s",
                  "-s",
                  script.toString(),
                  url)
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      Matcher rate = RATE.matcher(output);
      if (!rate.find() || output.contains("Non-2xx")) {
        throw new IOException("wrk says: " + output);
      }
      return Double.parseDouble(rate.group(1));
    } finally {
      Files.delete(script);
    }
  }
}
