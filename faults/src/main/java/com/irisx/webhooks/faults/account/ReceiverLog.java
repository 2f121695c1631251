package com.irisx.webhooks.faults.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a receiver has written since it was asked last. Threading: one thread. */
public final class ReceiverLog {

  private final Path file;
  private long position;

  public ReceiverLog(Path file) {
    this.file = file;
  }

  /** The new requests, in order of arrival. */
  public List<LoggedRequest> next() {
    List<LoggedRequest> requests = new ArrayList<>();
    if (!Files.exists(file)) {
      return requests;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(in.length() - position)];
      in.seek(position);
      in.readFully(bytes);
      String text = new String(bytes, US_ASCII);
      int end = text.lastIndexOf('\n') + 1;
      position += end;
      text.substring(0, end).lines().map(LoggedRequest::parse).forEach(requests::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }
}
