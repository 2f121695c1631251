package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {

  private final StandaloneSettings settings =
      StandaloneSettings.from(Map.of("WEBHOOKS_API_PORT", "18080"), List.of());
  private final Credentials credentials = new Credentials("the-token", "the-keyset", "the-key");

  @Test
  void givesCommandsThatCanBePasted() {
    assertThat(new Banner(settings, "localhost", credentials, Path.of("x.log"), true).text())
        .contains("curl -s -H 'Authorization: Bearer the-key' http://localhost:18080/v1/webhooks")
        .contains("kcat -P -b localhost:9092 -t events.call")
        .contains("web pages     http://localhost:18080/\n")
        .contains("the-token")
        .contains("psql -h localhost -p 5433")
        .doesNotContain("the-keyset");
  }

  @Test
  void showsNoDemoKeyWhereThereIsNoDemoTenant() {
    assertThat(new Banner(settings, "localhost", credentials, Path.of("x.log"), false).text())
        .contains("Bearer the-token")
        .doesNotContain("the-key");
  }
}
