package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {

  private final Path directory;
  private final KeyStore keys;

  KeyStoreTest(@TempDir Path parent) {
    this.directory = parent.resolve("keys");
    this.keys = new KeyStore(directory);
  }

  @Test
  void makesAKeyOnceAndKeepsIt() {
    assertThat(keys.get("token", () -> "made")).isEqualTo("made");
    assertThat(keys.get("token", () -> "made again")).isEqualTo("made");
    assertThat(new KeyStore(directory).get("token")).contains("made");
  }

  @Test
  void letsNobodyElseRead() throws Exception {
    keys.put("token", "secret");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void replacesAKeyWholeEvenAfterAnInterruptedWrite() throws Exception {
    keys.put("token", "old");
    Files.writeString(directory.resolve("token.new"), "hal");

    assertThat(keys.get("token")).contains("old");
    keys.put("token", "new");
    assertThat(keys.get("token")).contains("new");
    assertThat(directory.resolve("token.new")).doesNotExist();
  }

  @Test
  void hasNothingAtFirst() {
    assertThat(keys.get("token")).isEmpty();
  }
}
