package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

  private final List<String> said = new ArrayList<>();
  private final List<String> stopped = new ArrayList<>();
  private final Parts parts = new Parts(said::add);

  @Test
  void stopInTheOppositeOrder() throws Exception {
    start("broker");
    start("app");

    parts.close();

    assertThat(stopped).containsExactly("app", "broker");
    assertThat(said).containsExactly("stopping app", "stopping broker");
  }

  @Test
  void stopEvenIfOneFailsTo() throws Exception {
    start("broker");
    parts.start(
        "app",
        () ->
            () -> {
              throw new IOException("no");
            });

    parts.close();

    assertThat(stopped).containsExactly("broker");
  }

  @Test
  void stopOnce() throws Exception {
    start("broker");

    parts.close();
    parts.close();

    assertThat(stopped).containsExactly("broker");
  }

  @Test
  void doNotStartOnceStopped() {
    parts.close();

    assertThatThrownBy(() -> start("broker")).isInstanceOf(Parts.StoppedException.class);
  }

  private void start(String name) throws Exception {
    parts.start(name, () -> () -> stopped.add(name));
  }
}
