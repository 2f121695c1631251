package com.irisx.webhooks.faults.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The machine's clock as some processes see it: the real one and an offset that can be set while
 * they run. Their steady clock stays as it is. By a small library in C, loaded before theirs.
 */
public final class ShiftedClock {

  private final Path offset;
  private final Map<String, String> variables;

  private ShiftedClock(Path library, Path offset) {
    this.offset = offset;
    this.variables =
        Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET_FILE", offset.toString());
    set(Duration.ZERO);
  }

  /** None where there is no C compiler to make the library with. */
  public static Optional<ShiftedClock> in(Path directory) {
    Path source = directory.resolve("shifted_clock.c");
    Path library = directory.resolve("shifted_clock.so");
    try (InputStream code =
        Objects.requireNonNull(ShiftedClock.class.getResourceAsStream("/shifted_clock.c"))) {
      Files.copy(code, source, StandardCopyOption.REPLACE_EXISTING);
      Process compiler =
          new ProcessBuilder(
                  "cc",
                  "-O2",
                  "-shared",
                  "-fPIC",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .inheritIO()
              .start();
      if (compiler.waitFor() != 0) {
        throw new IllegalStateException("the library of the clock does not compile");
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return Optional.of(new ShiftedClock(library, directory.resolve("clock-offset")));
  }

  /** Steps the clock, for those who see it, to so far from the real one. */
  public void set(Duration ahead) {
    ByteBuffer nanos = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    nanos.putLong(ahead.toNanos()).flip();
    try (FileChannel file =
        FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(nanos, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has a process see this clock from its next start on. */
  public void givenTo(Child child) {
    variables.forEach(child::setVariable);
  }

  /** Has it see the real one. */
  public void takenFrom(Child child) {
    variables.keySet().forEach(child::unsetVariable);
  }
}
