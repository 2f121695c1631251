package com.irisx.webhooks.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Secrets kept in files that only their owner can read, one file each. A file is there whole or not
 * at all: losing the keyset would lose every signing secret encrypted with it.
 */
public final class KeyStore {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path directory;

  public KeyStore(Path directory) {
    this.directory = directory;
  }

  /** What is kept under {@code name}; made by {@code otherwise} and kept if there is nothing. */
  public String get(String name, Supplier<String> otherwise) {
    Optional<String> kept = get(name);
    if (kept.isPresent()) {
      return kept.get();
    }
    String made = otherwise.get().strip();
    put(name, made);
    return made;
  }

  /** What is kept under {@code name}, if anything. */
  public Optional<String> get(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Keeps {@code value} under {@code name}, in place of what was there. */
  public void put(String name, String value) {
    Path file = directory.resolve(name);
    Path fresh = directory.resolve(name + ".new");
    try {
      Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, OWNER_ONLY);
      Files.writeString(fresh, value + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + file, e);
    }
  }
}
