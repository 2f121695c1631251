package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A name server that gives the same answer to every question (RFC 1035, section 4), over UDP.
 *
 * <p>Threading: one thread answers; what was asked may be read by any.
 */
final class DnsServer implements AutoCloseable {

  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int MAX_BYTES = 512;

  private final DatagramSocket socket;
  private final int code;
  private final byte @Nullable [] ipv4;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private DnsServer(int code, byte @Nullable [] ipv4) throws IOException {
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.code = code;
    this.ipv4 = ipv4;
    Thread thread = new Thread(this::run, "dns-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says this code and nothing else. */
  static DnsServer answering(int code) throws IOException {
    return new DnsServer(code, null);
  }

  /** Has this address for every name. */
  static DnsServer answering(int code, String ipv4) throws IOException {
    return new DnsServer(code, ScriptedNames.address(ipv4).getAddress());
  }

  static DnsServer silent() throws IOException {
    return new DnsServer(-1, null);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  /** The names asked for, with the dot at the end. */
  List<String> asked() {
    return asked;
  }

  private void run() {
    byte[] buffer = new byte[MAX_BYTES];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        answer(packet);
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void answer(DatagramPacket packet) throws IOException {
    ByteBuffer query = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    int id = Short.toUnsignedInt(query.getShort(0));
    int end = HEADER;
    StringBuilder name = new StringBuilder();
    while (query.get(end) != 0) {
      int length = query.get(end);
      name.append(new String(packet.getData(), end + 1, length, US_ASCII)).append('.');
      end += length + 1;
    }
    asked.add(name.toString());
    int type = query.getShort(end + 1);
    end += 5; // the end of the name, type and class
    if (code < 0) {
      return;
    }
    boolean found = ipv4 != null && type == TYPE_A;
    ByteBuffer answer = ByteBuffer.allocate(MAX_BYTES);
    answer.putShort((short) id).putShort((short) (0x8180 | code));
    answer.putShort((short) 1).putShort((short) (found ? 1 : 0)).putInt(0);
    answer.put(packet.getData(), HEADER, end - HEADER);
    if (found && ipv4 != null) {
      answer.putShort((short) 0xc00c).putShort((short) TYPE_A).putShort((short) 1);
      answer.putInt(60).putShort((short) ipv4.length).put(ipv4);
    }
    socket.send(new DatagramPacket(answer.array(), answer.position(), packet.getSocketAddress()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
