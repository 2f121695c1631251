package com.irisx.webhooks.streams.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that tunnels, or says something else if the test wants it to. */
final class ConnectProxy implements AutoCloseable {

  private static final String END = "\r\n\r\n";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String answer;
  private final RawServer server;

  private ConnectProxy(int port, String answer) {
    this.answer = answer;
    this.server = RawServer.start(port, this::serve);
  }

  static ConnectProxy tunnelling() {
    return tunnelling(0);
  }

  static ConnectProxy tunnelling(int port) {
    return new ConnectProxy(
        port, "HTTP/1.1 200 Connection established\r\nProxy-Agent: test\r\n\r\n");
  }

  /** One that answers every request with these bytes; if they are no 200, then closes. */
  static ConnectProxy answering(String answer) {
    return new ConnectProxy(0, answer);
  }

  EgressProxy settings() {
    return EgressProxy.parse("http://127.0.0.1:" + server.port());
  }

  EgressProxy settings(String userInfo) {
    return EgressProxy.parse("http://" + userInfo + "@127.0.0.1:" + server.port());
  }

  /** The heads of all requests, in order of arrival. */
  List<String> requests() {
    return requests;
  }

  /** What was asked for, such as {@code 127.0.0.1:443}. */
  List<String> targets() {
    return requests.stream().map(request -> request.split(" ", 3)[1]).toList();
  }

  int open() {
    return server.open();
  }

  private void serve(RawServer.Connection connection) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = connection.socket().getInputStream();
    while (head.indexOf(END) < 0) {
      int c = in.read();
      if (c < 0) {
        return;
      }
      head.append((char) c);
    }
    requests.add(head.toString());
    if (!answer.startsWith("HTTP/1.1 200 ")) {
      connection.write(answer);
      return;
    }
    URI target = URI.create("tcp://" + head.toString().split(" ", 3)[1]);
    String host = target.getHost().replace("[", "").replace("]", "");
    try (Socket onward = new Socket(ScriptedNames.address(host), target.getPort())) {
      connection.write(answer);
      Thread back = new Thread(() -> copy(onward, connection.socket()), "proxy-back");
      back.setDaemon(true);
      back.start();
      copy(connection.socket(), onward);
    }
  }

  /** Copies to the end, then ends both. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one side left
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
