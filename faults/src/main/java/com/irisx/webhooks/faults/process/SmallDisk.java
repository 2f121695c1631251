package com.irisx.webhooks.faults.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a given size that can be filled up (tmpfs; only root can mount it). */
public final class SmallDisk implements AutoCloseable {

  private static final int BLOCK_BYTES = 64 * 1024;

  private final Path directory;
  private final Path ballast;

  private SmallDisk(Path directory) {
    this.directory = directory;
    this.ballast = directory.resolve("ballast");
  }

  /** Whether this user can mount one. */
  public static boolean isPossible() {
    return System.getProperty("user.name").equals("root")
        && Files.isReadable(Path.of("/proc/self/mounts"));
  }

  /** Mounts one at a directory, which is made. */
  public static SmallDisk at(Path directory, int mebibytes) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
    return new SmallDisk(directory);
  }

  /** Nothing more can be written. */
  public void fill() {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[BLOCK_BYTES]);
      }
    } catch (IOException e) {
      if (directory.toFile().getUsableSpace() > BLOCK_BYTES) {
        throw new UncheckedIOException("not full", e);
      }
    }
  }

  /** There is room again. */
  public void free() {
    try {
      Files.delete(ballast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    run("umount", "-l", directory.toString());
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
