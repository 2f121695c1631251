package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the compact form of what the scheduler stores: numbers as unsigned LEB128, texts with
 * their length first. Runs for every transition, so it writes into a plain array.
 */
final class StateWriter {

  private static final int INITIAL_BYTES = 512;
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;

  StateWriter flag(boolean value) {
    ensure(1);
    bytes[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  /** A number that is not negative. */
  StateWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    ensure(LONGEST_NUMBER);
    long rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  StateWriter uuid(UUID id) {
    fixed(id.getMostSignificantBits());
    fixed(id.getLeastSignificantBits());
    return this;
  }

  StateWriter text(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  /** With their length first. */
  StateWriter bytes(byte[] some) {
    number(some.length);
    return rest(some);
  }

  StateWriter rest(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
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

  /** Empty again, with the room it has. */
  StateWriter reset() {
    size = 0;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void fixed(long value) {
    ensure(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
