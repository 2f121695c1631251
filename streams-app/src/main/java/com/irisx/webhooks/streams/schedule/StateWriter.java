package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the compact form of what the scheduler stores: numbers as unsigned LEB128, texts with
 * their length first.
 */
final class StateWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  StateWriter flag(boolean value) {
    out.write(value ? 1 : 0);
    return this;
  }

  /** A number that is not negative. */
  StateWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  StateWriter uuid(UUID id) {
    fixed(id.getMostSignificantBits());
    fixed(id.getLeastSignificantBits());
    return this;
  }

  StateWriter text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    number(utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  StateWriter rest(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** A flag that says whether there is a value, and the value. */
  <T> StateWriter optional(@Nullable T value, BiConsumer<T, StateWriter> writer) {
    flag(value != null);
    if (value != null) {
      writer.accept(value, this);
    }
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void fixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }
}
