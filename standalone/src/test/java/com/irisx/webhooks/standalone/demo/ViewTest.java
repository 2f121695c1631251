package com.irisx.webhooks.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.standalone.Terminal;
import com.irisx.webhooks.standalone.demo.Progress.Recent;
import com.irisx.webhooks.standalone.demo.Progress.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewTest {

  private static final Snapshot NOW =
      new Snapshot(
          12,
          10,
          1,
          8,
          2,
          3,
          0,
          11.6,
          1500,
          List.of(
              new Recent(new Receipt("calls", "call.completed", "e", 1, 200), 12.3),
              new Recent(new Receipt("messages", "sms.sent", "e", 2, 500), Double.NaN)));

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void aFileGetsOneLinePerMoment() {
    View view = View.on(terminal(0, false));
    view.show(NOW);

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            "produced 12, delivered 8, waiting 2, retries 3, failed 0, verified 10, refused 1,"
                + " latency p50 12 ms p99 1.5 s\n");
  }

  @Test
  void aScreenIsDrawnOverItself() {
    View view = View.on(terminal(100, true));
    view.show(NOW);
    String first = written.toString(UTF_8);
    written.reset();
    view.show(NOW);

    assertThat(first).contains("✓").contains("✗").contains("attempt 2  500");
    assertThat(first.lines()).hasSize(6);
    assertThat(written.toString(UTF_8)).isEqualTo("\r\u001b[6A\u001b[J" + first);
  }

  @Test
  void whatIsSaidStaysAboveThePanel() {
    View view = View.on(terminal(100, true));
    view.show(NOW);
    written.reset();
    view.say("hello");
    view.show(NOW);

    assertThat(written.toString(UTF_8)).startsWith("\r\u001b[6A\u001b[Jhello\n");
    assertThat(written.toString(UTF_8)).doesNotContain("hello\n\u001b[6A");
  }

  @Test
  void noLineIsWiderThanTheScreen() {
    View.on(terminal(30, false)).show(NOW);

    assertThat(written.toString(UTF_8).lines()).allMatch(line -> line.length() < 30);
    assertThat(written.toString(UTF_8)).contains("  + call.completed");
  }

  private Terminal terminal(int columns, boolean unicode) {
    return new Terminal(new PrintStream(written, true, UTF_8), columns, unicode, false);
  }
}
