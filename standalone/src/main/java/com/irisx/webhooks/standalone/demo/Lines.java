package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.standalone.Terminal;
import com.irisx.webhooks.standalone.demo.Progress.Snapshot;

/** One plain line per moment, for files and pipes. */
record Lines(Terminal terminal) implements View {

  @Override
  public void show(Snapshot now) {
    terminal
        .out()
        .println(
            "produced %d, delivered %d, waiting %d, retries %d, failed %d, verified %d, refused %d, latency p50 %s p99 %s"
                .formatted(
                    now.produced(),
                    now.delivered(),
                    now.waiting(),
                    now.retries(),
                    now.failed(),
                    now.verified(),
                    now.refused(),
                    Milliseconds.text(now.p50Ms()),
                    Milliseconds.text(now.p99Ms())));
  }

  @Override
  public void say(String line) {
    terminal.out().println(line);
  }

  @Override
  public int paceMs() {
    return 1000;
  }
}
