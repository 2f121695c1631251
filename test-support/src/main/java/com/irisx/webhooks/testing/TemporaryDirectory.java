package com.irisx.webhooks.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what tests leave on disk. */
final class TemporaryDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryDirectory.class);

  private TemporaryDirectory() {}

  static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      LOG.warn("{} stays behind: {}", directory, e.toString());
    }
  }
}
