package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The server's side of one HTTP/2 connection, frame by frame (RFC 9113). Headers are neither
 * compressed nor understood, but for what a test needs.
 */
final class RawHttp2 {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int REFUSED_STREAM = 7;
  static final byte[] STATUS_200 = {(byte) 0x88};

  private static final int PREFACE_LENGTH = 24;

  private final DataInputStream in;
  private final DataOutputStream out;

  /** A frame. */
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean is(int wanted) {
      return type == wanted;
    }
  }

  /** What is done with one connection, after both sides have said hello. */
  @FunctionalInterface
  interface Behaviour {
    void serve(RawHttp2 http2) throws IOException, InterruptedException;
  }

  private RawHttp2(RawServer.Connection connection) throws IOException {
    this.in = new DataInputStream(connection.socket().getInputStream());
    this.out = new DataOutputStream(connection.socket().getOutputStream());
  }

  /** A server that agrees on HTTP/2 by ALPN. */
  static RawServer start(ServerSocketFactory sockets, Behaviour behaviour) {
    return RawServer.start(
        sockets,
        connection -> {
          agree(connection);
          RawHttp2 http2 = new RawHttp2(connection);
          if (http2.in.readNBytes(PREFACE_LENGTH).length == PREFACE_LENGTH) {
            http2.write(SETTINGS, 0, 0);
            behaviour.serve(http2);
          }
        });
  }

  /** Agrees on HTTP/2. Ends when the handshake has. */
  static void agree(RawServer.Connection connection) throws IOException {
    SSLSocket socket = (SSLSocket) connection.socket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
  }

  /** The next frame; SETTINGS are acknowledged on the way. */
  Frame read() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    Frame frame = new Frame(type, flags, stream, in.readNBytes(length));
    if (frame.is(SETTINGS) && (flags & ACK) == 0) {
      write(SETTINGS, ACK, 0);
    }
    return frame;
  }

  /** The next frame of a type. */
  Frame await(int type) throws IOException {
    Frame frame = read();
    while (!frame.is(type)) {
      frame = read();
    }
    return frame;
  }

  /** Reads the next request to its end; its stream. */
  int readRequest() throws IOException {
    Frame frame = read();
    while ((!frame.is(HEADERS) && !frame.is(DATA)) || (frame.flags() & END_STREAM) == 0) {
      frame = read();
    }
    return frame.stream();
  }

  /** Reads until the client closes; the frames on the way. */
  List<Frame> readToEnd() {
    List<Frame> frames = new CopyOnWriteArrayList<>();
    try {
      while (true) {
        frames.add(read());
      }
    } catch (IOException e) {
      return frames;
    }
  }

  RawHttp2 write(int type, int flags, int stream, byte... payload) throws IOException {
    synchronized (out) {
      out.writeByte(payload.length >> 16);
      out.writeShort(payload.length);
      out.writeByte(type);
      out.writeByte(flags);
      out.writeInt(stream);
      out.write(payload);
      out.flush();
    }
    return this;
  }

  /** An answer with status 200 and nothing else. */
  RawHttp2 answer(int stream) throws IOException {
    return write(HEADERS, END_HEADERS | END_STREAM, stream, STATUS_200);
  }

  /** A header as HPACK spells it out: literal, not indexed, lengths below 127. */
  static byte[] header(String name, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      bytes.write(0);
      bytes.write(name.length());
      bytes.write(name.getBytes(ISO_8859_1));
      bytes.write(value.length());
      bytes.write(value.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] number(int... numbers) {
    byte[] bytes = new byte[numbers.length * 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (numbers[i / 4] >> (24 - 8 * (i % 4)));
    }
    return bytes;
  }
}
