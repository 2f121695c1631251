package com.irisx.webhooks.streams.route;

/** A JSON value within the bytes it was found in: from, inclusive, to, exclusive. */
record JsonSlice(byte[] source, int from, int to) {

  int length() {
    return to - from;
  }
}
