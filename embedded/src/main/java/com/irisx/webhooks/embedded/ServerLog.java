package com.irisx.webhooks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The file that takes the database programs' output. A file and not a pipe: a server that outlives
 * this JVM must still have somewhere to write. The previous start's file is kept beside it.
 */
record ServerLog(Path file) {

  private static final int TAIL_LINES = 12;

  static ServerLog begin(Path file) {
    try {
      if (Files.exists(file)) {
        Path previous = file.resolveSibling(file.getFileName() + ".1");
        Files.move(file, previous, StandardCopyOption.REPLACE_EXISTING);
      }
      return new ServerLog(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin " + file, e);
    }
  }

  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /** The last lines, for an error message. */
  String tail() {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + file + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
