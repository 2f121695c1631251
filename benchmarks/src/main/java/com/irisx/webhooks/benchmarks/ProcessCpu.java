package com.irisx.webhooks.benchmarks;

import java.time.Duration;
import java.util.stream.Stream;

/** CPU time of processes, as the operating system has it. */
final class ProcessCpu {

  private ProcessCpu() {}

  /** Of a process and its children that run. */
  static Duration of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Of this JVM. */
  static Duration own() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
