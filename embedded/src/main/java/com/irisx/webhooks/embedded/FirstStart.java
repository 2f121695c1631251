package com.irisx.webhooks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a data directory was ever filled to the end. A marker beside it stands while it is being
 * filled; a start that finds the marker knows that the last one died half way, before anybody could
 * write to it, and begins again.
 */
final class FirstStart {

  private static final String MARKER_SUFFIX = ".unfinished";

  private final Path directory;
  private final Path marker;

  FirstStart(Path directory) {
    this.directory = directory;
    this.marker = directory.resolveSibling(directory.getFileName() + MARKER_SUFFIX);
  }

  /** Whether the directory, there and empty now, must be filled before {@link #finish}. */
  boolean begin() {
    try {
      if (Files.exists(marker)) {
        delete(directory);
      }
      if (Files.exists(directory)) {
        return false;
      }
      Files.writeString(marker, "");
      Files.createDirectories(directory);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare data directory " + directory, e);
    }
  }

  /** The directory is complete. */
  void finish() {
    try {
      Files.deleteIfExists(marker);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare data directory " + directory, e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
