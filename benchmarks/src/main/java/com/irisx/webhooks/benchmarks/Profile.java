package com.irisx.webhooks.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a flight recording of the stack spent its time: samples by stage, and for each stage the
 * methods that ran, alone and with all they call.
 *
 * <p>Arguments: the recording; seconds from its end that count (all); methods shown (15).
 */
public final class Profile {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final double LEAST_SHARE = 0.01;

  private final Map<String, Integer> stages = new HashMap<>();
  private final Map<String, Map<String, Integer>> self = new HashMap<>();
  private final Map<String, Map<String, Integer>> inclusive = new HashMap<>();
  private int total;

  private Profile() {}

  /** Reads and prints. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    long seconds = args.length > 1 ? Long.parseLong(args[1]) : 0;
    int shown = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    Instant from = args.length > 1 ? end(file).minusSeconds(seconds) : Instant.EPOCH;
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStartTime().isAfter(from)) {
          profile.add(event);
        }
      }
    }
    profile.print(shown);
  }

  private static Instant end(Path file) throws IOException {
    Instant end = Instant.EPOCH;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        Instant at = recording.readEvent().getStartTime();
        end = at.isAfter(end) ? at : end;
      }
    }
    return end;
  }

  private void add(RecordedEvent sample) {
    if (sample.getStackTrace() == null || sample.getThread("sampledThread") == null) {
      return;
    }
    String stage = StageCpu.stage(String.valueOf(sample.getThread("sampledThread").getJavaName()));
    total++;
    stages.merge(stage, 1, Integer::sum);
    Set<String> once = new HashSet<>();
    boolean top = true;
    for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
      String method = name(frame);
      if (top) {
        self.computeIfAbsent(stage, s -> new HashMap<>()).merge(method, 1, Integer::sum);
        top = false;
      }
      if (once.add(method)) {
        inclusive.computeIfAbsent(stage, s -> new HashMap<>()).merge(method, 1, Integer::sum);
      }
    }
  }

  private static String name(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }

  private void print(int shown) {
    System.out.printf("%d samples%n", total);
    descending(stages)
        .forEach(
            (stage) -> {
              System.out.printf(
                  "%n%-20s %5.1f %%%n", stage, 100.0 * stages.getOrDefault(stage, 0) / total);
              print("  alone", self.getOrDefault(stage, Map.of()), stage, shown);
              print("  with what it calls", inclusive.getOrDefault(stage, Map.of()), stage, shown);
            });
  }

  private void print(String title, Map<String, Integer> methods, String stage, int shown) {
    System.out.println(title);
    int samples = stages.getOrDefault(stage, 0);
    descending(methods).stream()
        .limit(shown)
        .filter(method -> methods.getOrDefault(method, 0) >= LEAST_SHARE * samples)
        .forEach(
            method ->
                System.out.printf(
                    "    %5.1f %%  %s%n",
                    100.0 * methods.getOrDefault(method, 0) / samples, method));
  }

  private static List<String> descending(Map<String, Integer> counts) {
    Function<String, Integer> count = name -> counts.getOrDefault(name, 0);
    return counts.keySet().stream().sorted(Comparator.comparing(count).reversed()).toList();
  }
}
