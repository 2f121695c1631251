package com.irisx.webhooks.benchmarks;

import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.embedded.KafkaSettings;
import com.irisx.webhooks.embedded.ListenPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** A broker in a process of its own, so that its CPU time is not that of what is measured. */
public final class BrokerProcess implements AutoCloseable {

  private static final String READY = "broker at ";

  private final Process process;
  private final Path directory;
  private final String bootstrapServers;

  private BrokerProcess(Process process, Path directory, String bootstrapServers) {
    this.process = process;
    this.directory = directory;
    this.bootstrapServers = bootstrapServers;
  }

  /** The child: runs until its standard input ends. Argument: its directory. */
  public static void main(String[] args) throws IOException {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(new KafkaSettings(Path.of(args[0]), ListenPort.free()))) {
      System.out.println(READY + kafka.bootstrapServers());
      var unused = System.in.readAllBytes();
    }
  }

  static BrokerProcess start() throws IOException {
    Path directory = Files.createTempDirectory("webhooks-benchmark-broker");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.resolve("kafka").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the broker did not start");
    }
    Thread drain = new Thread(() -> output.lines().forEach(unused -> {}), "broker-output");
    drain.setDaemon(true);
    drain.start();
    return new BrokerProcess(process, directory, line.substring(READY.length()));
  }

  Duration cpu() {
    return ProcessCpu.of(process.toHandle());
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
