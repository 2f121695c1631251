package com.irisx.webhooks.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a JVM's threads spend their time in Java code, by stage: samples that its flight recorder
 * took every 10 ms, of at most a few threads at a time. Native code (RocksDB, sockets, compression)
 * is not sampled, nor are other processes.
 */
final class Hotspots implements AutoCloseable {

  private static final int SHOWN = 8;
  private static final String SAMPLE = "jdk.ExecutionSample";

  private final ProcessHandle process;
  private final Path file;

  private Hotspots(ProcessHandle process, Path file) {
    this.process = process;
    this.file = file;
  }

  /** Starts to record. */
  static Hotspots record(ProcessHandle process) throws IOException, InterruptedException {
    Hotspots hotspots = new Hotspots(process, Files.createTempFile("hotspots", ".jfr"));
    var unused =
        Jcmd.run(
            process,
            "JFR.start",
            "name=hotspots",
            "settings=none",
            "+" + SAMPLE + "#enabled=true",
            "+" + SAMPLE + "#period=10ms");
    return hotspots;
  }

  /** Ends the recording and prints what it shows. */
  void print(PrintStream out) throws IOException, InterruptedException {
    var unused = Jcmd.run(process, "JFR.stop", "name=hotspots", "filename=" + file);
    Map<String, Map<String, Integer>> stages = new HashMap<>();
    int all = 0;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        RecordedThread thread =
            event.getEventType().getName().equals(SAMPLE) ? event.getThread("sampledThread") : null;
        if (thread != null && event.getStackTrace() != null) {
          stages
              .computeIfAbsent(
                  StageCpu.stage(String.valueOf(thread.getJavaName())), it -> new HashMap<>())
              .merge(where(event.getStackTrace().getFrames()), 1, Integer::sum);
          all++;
        }
      }
    }
    out.printf("samples of Java code: %d%n", all);
    int total = all;
    stages.entrySet().stream()
        .sorted(Comparator.comparingInt(stage -> -sum(stage.getValue())))
        .forEach(stage -> print(out, stage.getKey(), stage.getValue(), total));
  }

  private static void print(PrintStream out, String stage, Map<String, Integer> methods, int all) {
    int samples = sum(methods);
    out.printf("  %s: %.0f %%%n", stage, 100.0 * samples / all);
    methods.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(SHOWN)
        .forEach(
            method ->
                out.printf(
                    "    %4.1f %%  %s%n", 100.0 * method.getValue() / samples, method.getKey()));
  }

  private static int sum(Map<String, Integer> methods) {
    return methods.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The method at the top, without its package. */
  private static String where(List<RecordedFrame> frames) {
    if (frames.isEmpty()) {
      return "unknown";
    }
    RecordedMethod method = frames.get(0).getMethod();
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
