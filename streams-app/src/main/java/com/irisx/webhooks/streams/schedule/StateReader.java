package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Reads what {@link StateWriter} wrote, in the same order. */
final class StateReader {

  private final ByteBuffer in;

  StateReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  boolean flag() {
    return in.get() != 0;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int smallNumber() {
    return Math.toIntExact(number());
  }

  UUID uuid() {
    return new UUID(in.getLong(), in.getLong());
  }

  String text() {
    return new String(bytes(), UTF_8);
  }

  byte[] bytes() {
    byte[] bytes = new byte[smallNumber()];
    in.get(bytes);
    return bytes;
  }

  byte[] rest() {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  /** Reads the version that begins every stored value and refuses one that is not known. */
  void expectVersion(int known) {
    int version = smallNumber();
    if (version != known) {
      throw new IllegalStateException(
          "a stored value has format version " + version + ", this program knows " + known);
    }
  }
}
