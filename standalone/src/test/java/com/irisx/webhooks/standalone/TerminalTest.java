package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void isAFileUnlessTheStartScriptMeasuredIt() {
    assertThat(Terminal.ofProcess(Map.of()).redraws()).isFalse();
    assertThat(Terminal.ofProcess(Map.of()).colour()).isFalse();
  }

  @Test
  void theFirstLocaleVariableThatIsSetDecidesAboutUnicode() {
    assertThat(Terminal.ofProcess(Map.of("LANG", "en_US.UTF-8")).unicode()).isTrue();
    assertThat(Terminal.ofProcess(Map.of("LC_CTYPE", "C.utf8", "LANG", "C")).unicode()).isTrue();
    assertThat(Terminal.ofProcess(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8")).unicode())
        .isFalse();
    assertThat(Terminal.ofProcess(Map.of()).unicode()).isFalse();
  }
}
