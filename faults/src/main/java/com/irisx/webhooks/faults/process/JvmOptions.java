package com.irisx.webhooks.faults.process;

import java.util.List;

/**
 * Options of the JVMs that are killed.
 *
 * @param all as on the command line
 */
public record JvmOptions(List<String> all) {

  public JvmOptions {
    all = List.copyOf(all);
  }

  /** A heap of this size; for processes that live for seconds, a compiler that is quick. */
  public static JvmOptions of(int heapMib, boolean shortLived) {
    return shortLived
        ? new JvmOptions(
            List.of("-Xmx" + heapMib + "m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
        : new JvmOptions(List.of("-Xmx" + heapMib + "m", "-XX:+UseSerialGC"));
  }

  /** The same for a process that does little. */
  public static JvmOptions shortLived(int heapMib) {
    return of(heapMib, true);
  }
}
