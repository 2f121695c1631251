package com.irisx.webhooks.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CPU time of the stack by stage, in microseconds since its start: of the threads of its JVM as
 * {@code jcmd Thread.print} has them, and of the database's processes. What the JVM used beyond
 * that is the compiler's, whose threads come and go.
 */
final class StageCpu {

  private static final Pattern THREAD =
      Pattern.compile("^\"(?<name>.*?)\" .*?cpu=(?<ms>[0-9.]+)ms", Pattern.MULTILINE);

  private static final String COMPILER = "JIT compiler";

  /** The first that a thread's name contains is its stage. */
  private static final Map<String, String> STAGES = new LinkedHashMap<>();

  static {
    STAGES.put("webhooks.route-", "ROUTE");
    STAGES.put("webhooks.schedule-", "SCHEDULE");
    STAGES.put("rocksdb", "SCHEDULE");
    STAGES.put("transactions", "SCHEDULE"); // those that nobody ends
    STAGES.put("webhooks.dispatch-", "DISPATCH");
    STAGES.put("dispatch-", "DISPATCH");
    STAGES.put("vert.x", "DISPATCH");
    STAGES.put("Listener-", "projection");
    STAGES.put("projection", "projection");
    STAGES.put("debezium", "capture");
    STAGES.put("C2 Compiler", COMPILER);
    STAGES.put("C1 Compiler", COMPILER);
    STAGES.put("G1 ", "garbage collector");
    STAGES.put("GC Thread", "garbage collector");
    STAGES.put("data-plane", "broker");
    STAGES.put("kafka-", "broker");
    STAGES.put("broker-", "broker");
    STAGES.put("raft-", "broker");
    STAGES.put("group-coordinator", "broker");
    STAGES.put("transaction", "broker");
    STAGES.put("ReplicaManager", "broker");
    STAGES.put("ThrottledChannelReaper", "broker");
    STAGES.put("ExpirationReaper", "broker");
    STAGES.put("executor-", "broker");
  }

  private StageCpu() {}

  /**
   * Microseconds by stage; what belongs to none is {@code other}.
   *
   * @param database its first process
   */
  static Map<String, Long> of(ProcessHandle stack, ProcessHandle database)
      throws IOException, InterruptedException {
    Map<String, Long> stages = new LinkedHashMap<>();
    Matcher threads = THREAD.matcher(Jcmd.run(stack, "Thread.print"));
    while (threads.find()) {
      long micros = Math.round(Double.parseDouble(threads.group("ms")) * 1e3);
      stages.merge(stage(threads.group("name")), micros, Long::sum);
    }
    stages.remove(COMPILER);
    long counted = stages.values().stream().mapToLong(Long::longValue).sum();
    stages.put(COMPILER, micros(stack) - counted);
    stages.put("database", ProcessCpu.of(database).toNanos() / 1_000);
    return stages;
  }

  private static long micros(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1_000;
  }

  /** The difference of two readings. */
  static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> spent = new LinkedHashMap<>();
    after.forEach((stage, micros) -> spent.put(stage, micros - before.getOrDefault(stage, 0L)));
    return spent;
  }

  /** The stage of a thread by its name. */
  static String stage(String thread) {
    return STAGES.entrySet().stream()
        .filter(stage -> thread.contains(stage.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other");
  }
}
