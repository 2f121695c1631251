package com.irisx.webhooks.streams.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local copies of compacted topics that nobody kept up to date for too long. A compacted topic
 * forgets after a while that something was deleted ({@code delete.retention.ms}); a copy that is
 * older than that would keep it for ever: a delivery that ended would be made again. So it is
 * dropped, and read anew.
 */
public final class OldState {

  /** How long changelogs say that something was deleted: Kafka's default, set nevertheless. */
  static final Duration DELETIONS_KEPT = Duration.ofHours(24);

  /** With room for clocks that differ and for the time that a start takes. */
  static final Duration MAX_AGE = Duration.ofHours(20);

  private static final String GLOBAL = "global";
  private static final Logger LOG = LoggerFactory.getLogger(OldState.class);

  private OldState() {}

  /**
   * The directories of what {@code streams} keeps up to date. Others may lie beside them, of tasks
   * that have moved away, and what is being restored is not up to date.
   */
  public static Set<String> upToDate(KafkaStreams streams) {
    if (streams.state() != KafkaStreams.State.RUNNING) {
      return Set.of();
    }
    return Stream.concat(
            Stream.of(GLOBAL),
            streams.metadataForLocalThreads().stream()
                .flatMap(
                    thread ->
                        Stream.concat(
                            thread.activeTasks().stream(), thread.standbyTasks().stream()))
                .map(task -> task.taskId().toString()))
        .collect(Collectors.toSet());
  }

  /**
   * Says that copies are as they are now: they stay so young that the next start takes them. Kafka
   * Streams 4.3 goes by the time at which a directory changed, and does not change it by using what
   * is in it. To be called when the application has ended.
   *
   * @param upToDate see {@link #upToDate}, before the end
   */
  public static void used(Path applicationDirectory, Set<String> upToDate, Instant now) {
    try {
      for (String name : upToDate) {
        Path copy = applicationDirectory.resolve(name);
        if (Files.isDirectory(copy)) {
          Files.setLastModifiedTime(copy, FileTime.from(now));
        }
      }
    } catch (IOException e) {
      LOG.warn("the next start may read all state anew: {}", e.toString());
    }
  }

  /**
   * Drops the copies of global tables of an application, if they are too old. Kafka Streams does it
   * with all others ({@code state.cleanup.dir.max.age.ms}).
   *
   * @param applicationDirectory the application's, below the state directory
   */
  public static void dropGlobalTables(Path applicationDirectory, Instant now) {
    Path tables = applicationDirectory.resolve(GLOBAL);
    try {
      if (Files.isDirectory(tables)
          && Files.getLastModifiedTime(tables).toInstant().isBefore(now.minus(MAX_AGE))) {
        LOG.info("{} was left alone for more than {} and is read anew", tables, MAX_AGE);
        Utils.delete(tables.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("old state cannot be removed: " + e.getMessage(), e);
    }
  }
}
