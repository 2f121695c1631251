package com.irisx.webhooks.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * A stack that test classes of this JVM share because they disturb nothing; it ends with the JVM.
 */
final class SharedProcess {

  static final StandaloneProcess INSTANCE = start();

  private SharedProcess() {}

  private static StandaloneProcess start() {
    try {
      Path directory = Files.createTempDirectory("webhooks-guides");
      StandaloneProcess process = StandaloneProcess.start(directory);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, directory)));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(StandaloneProcess process, Path directory) {
    process.close();
    try {
      var unused = FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      System.err.println(directory + " stays behind: " + e);
    }
  }
}
