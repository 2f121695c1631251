package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.standalone.Terminal;
import com.irisx.webhooks.standalone.demo.Progress.Recent;
import com.irisx.webhooks.standalone.demo.Progress.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** A few lines that are drawn over themselves. Control sequences as in ECMA-48. */
final class Panel implements View {

  private static final String UP = "\u001b[%dA";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final Terminal terminal;
  private int drawn;

  Panel(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void show(Snapshot now) {
    List<String> lines = lines(now);
    StringBuilder frame = erase();
    lines.forEach(line -> frame.append(line).append('\n'));
    print(frame);
    drawn = lines.size();
  }

  @Override
  public void say(String line) {
    print(erase().append(line).append('\n'));
    drawn = 0;
  }

  @Override
  public int paceMs() {
    return 250;
  }

  private StringBuilder erase() {
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append("\r").append(UP.formatted(drawn)).append(ERASE_BELOW);
    }
    return frame;
  }

  /** One write, so that the screen does not flicker. */
  private void print(StringBuilder frame) {
    terminal.out().print(frame);
    terminal.out().flush();
  }

  private List<String> lines(Snapshot now) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        fit(
            "  events %-8d delivered %-8d waiting %-6d retries %-6d failed %d"
                .formatted(
                    now.produced(), now.delivered(), now.waiting(), now.retries(), now.failed())));
    lines.add(
        fit(
            "  signatures verified %-8d refused %-6d event to receipt p50 %s, p99 %s"
                .formatted(
                    now.verified(),
                    now.refused(),
                    Milliseconds.text(now.p50Ms()),
                    Milliseconds.text(now.p99Ms()))));
    lines.add("");
    now.recent().forEach(recent -> lines.add(line(recent)));
    return lines;
  }

  private String line(Recent recent) {
    boolean accepted = recent.receipt().accepted();
    String text =
        fit(
            "    %-18s to /%-11s attempt %d  %d  %s"
                .formatted(
                    recent.receipt().eventType(),
                    recent.receipt().webhook(),
                    recent.receipt().attempt(),
                    recent.receipt().status(),
                    Double.isNaN(recent.latencyMs()) ? "" : Milliseconds.text(recent.latencyMs())));
    String mark = coloured(accepted ? GREEN : RED, mark(accepted));
    return "  " + mark + text.substring(3);
  }

  private String mark(boolean accepted) {
    if (terminal.unicode()) {
      return accepted ? "✓" : "✗";
    }
    return accepted ? "+" : "x";
  }

  private String coloured(String colour, String text) {
    return terminal.colour() ? colour + text + PLAIN : text;
  }

  /** A line that wraps would be one line more than was counted. */
  private String fit(String line) {
    return line.length() < terminal.columns() ? line : line.substring(0, terminal.columns() - 1);
  }
}
