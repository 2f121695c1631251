package com.irisx.webhooks.streams.route;

/** A JSON value within the bytes it was found in: from, inclusive, to, exclusive. */
record JsonSlice(byte[] source, int from, int to) {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** What stands for data that are not there. */
  static JsonSlice ofNull() {
    return new JsonSlice(NULL, 0, NULL.length);
  }

  int length() {
    return to - from;
  }
}
