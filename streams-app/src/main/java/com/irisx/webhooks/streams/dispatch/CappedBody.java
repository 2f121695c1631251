package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.buffer.Buffer;

/** The first bytes of an answer. Cut at the read: what does not fit is never held. */
final class CappedBody {

  static final int MAX_BYTES = 16 * 1024;

  private final Buffer bytes = Buffer.buffer();

  /** Adds what still fits; false if that was not all of it. */
  boolean add(Buffer chunk) {
    int room = MAX_BYTES - bytes.length();
    bytes.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
    return chunk.length() <= room;
  }

  byte[] bytes() {
    return bytes.getBytes();
  }
}
