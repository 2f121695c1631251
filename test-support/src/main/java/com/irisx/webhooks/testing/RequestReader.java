package com.irisx.webhooks.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 requests (RFC 9112) off one connection without losing anything of them. Written by
 * hand because servers normalise what the tests want to see.
 */
final class RequestReader {

  private static final int CR = '\r';
  private static final int LF = '\n';

  private final InputStream in;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /** The next request; empty if the client closed the connection between two. */
  Optional<ReceivedRequest> next() throws IOException {
    String first = line();
    if (first == null) {
      return Optional.empty();
    }
    long nanos = System.nanoTime();
    Instant now = Instant.now();
    int methodEnd = first.indexOf(' ');
    int pathEnd = first.lastIndexOf(' ');
    if (methodEnd < 1 || pathEnd <= methodEnd) {
      throw new IOException("not a request line: " + first);
    }
    List<Entry<String, String>> headers = headers();
    return Optional.of(
        new ReceivedRequest(
            first.substring(0, methodEnd),
            first.substring(methodEnd + 1, pathEnd),
            headers,
            body(headers),
            nanos,
            now));
  }

  private List<Entry<String, String>> headers() throws IOException {
    List<Entry<String, String>> headers = new ArrayList<>();
    for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header line: " + line);
      }
      headers.add(
          new SimpleImmutableEntry<>(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private byte[] body(List<Entry<String, String>> headers) throws IOException {
    for (Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("Transfer-Encoding")
          && header.getValue().equalsIgnoreCase("chunked")) {
        return chunks();
      }
      if (header.getKey().equalsIgnoreCase("Content-Length")) {
        return exactly(Integer.parseInt(header.getValue()));
      }
    }
    return new byte[0];
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = requiredLine();
      int extension = size.indexOf(';');
      int length = Integer.parseInt(extension < 0 ? size : size.substring(0, extension), 16);
      if (length == 0) {
        headers();
        return body.toByteArray();
      }
      body.write(exactly(length));
      requiredLine();
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client closed the connection in the middle of a body");
    }
    return bytes;
  }

  private String requiredLine() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("the client closed the connection in the middle of a request");
    }
    return line;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != LF; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != CR) {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
