package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * A server that misbehaves as a test tells it, byte by byte.
 *
 * <p>Threading: one thread accepts, one per connection runs the behaviour; counters may be read by
 * any thread.
 */
final class RawServer implements AutoCloseable {

  /** What is done with one connection. It is closed at the end. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<InetAddress> dialled = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private RawServer(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    this.behaviour = behaviour;
  }

  /** Listens on all local addresses. */
  static RawServer start(Behaviour behaviour) {
    return start(ServerSocketFactory.getDefault(), behaviour);
  }

  static RawServer start(ServerSocketFactory sockets, Behaviour behaviour) {
    try {
      return start(sockets.createServerSocket(0, 1024), behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Listens on all local addresses, on a port; 0 for any free one. */
  static RawServer start(int port, Behaviour behaviour) {
    try {
      return start(new ServerSocket(port, 1024), behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Listens on one local address. */
  static RawServer start(InetAddress local, Behaviour behaviour) {
    try {
      return start(new ServerSocket(0, 1024, local), behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers every request with the same bytes. */
  static RawServer answering(String answer) {
    return start(
        connection -> {
          while (connection.readRequest()) {
            connection.write(answer);
          }
        });
  }

  private static RawServer start(ServerSocket listener, Behaviour behaviour) {
    RawServer server = new RawServer(listener, behaviour);
    run(server::accept);
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  int open() {
    return sockets.size();
  }

  int mostOpen() {
    return mostOpen.get();
  }

  /** All requests, head and body, in order of arrival. */
  List<String> requests() {
    return requests;
  }

  /** The address of this machine that each connection came to. */
  List<InetAddress> dialled() {
    return dialled;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        accepted.incrementAndGet();
        dialled.add(socket.getLocalAddress());
        sockets.add(socket);
        mostOpen.accumulateAndGet(sockets.size(), Math::max);
        run(() -> serve(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.serve(new Connection(socket));
    } catch (IOException e) {
      // the client left, as it may
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection, with the steps that behaviours are made of. */
  final class Connection {

    private final Socket socket;
    private String lastRequest = "";

    private Connection(Socket socket) {
      this.socket = socket;
    }

    Socket socket() {
      return socket;
    }

    /** The same connection inside TLS, as the server. */
    Connection secured(TestCertificate certificate) throws IOException {
      return secured(certificate, socket -> {});
    }

    Connection secured(TestCertificate certificate, Consumer<SSLSocket> settings)
        throws IOException {
      SSLSocket secured =
          (SSLSocket) certificate.context().getSocketFactory().createSocket(socket, null, true);
      secured.setUseClientMode(false);
      settings.accept(secured);
      secured.startHandshake();
      return new Connection(secured);
    }

    /** Reads a request with its body; false if the client closed instead. */
    boolean readRequest() throws IOException {
      StringBuilder request = new StringBuilder(readHead());
      if (request.isEmpty()) {
        return false;
      }
      String marker = "content-length: ";
      int at = request.toString().toLowerCase(Locale.ROOT).indexOf(marker);
      String rest = request.substring(at + marker.length());
      int length = Integer.parseInt(rest.substring(0, rest.indexOf("\r\n")));
      request.append(new String(socket.getInputStream().readNBytes(length), ISO_8859_1));
      lastRequest = request.toString();
      requests.add(lastRequest);
      return true;
    }

    /** Reads a request; its target, or nothing if the client closed instead. */
    String readTarget() throws IOException {
      return readRequest() ? lastRequest.split(" ", 3)[1] : "";
    }

    /** Reads to the end of a header section; empty if the client closed instead. */
    String readHead() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = socket.getInputStream().read();
        if (c < 0) {
          return "";
        }
        head.append((char) c);
      }
      return head.toString();
    }

    Connection write(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
      return this;
    }

    /** Writes again and again, at most {@code times}, until the client closes; how often it did. */
    int writeRepeatedly(String text, int times) {
      byte[] bytes = text.getBytes(ISO_8859_1);
      int written = 0;
      try {
        while (written < times) {
          socket.getOutputStream().write(bytes);
          written++;
        }
      } catch (IOException e) {
        // the client has had enough
      }
      return written;
    }

    /** Writes a little every 20 ms until the client closes. */
    void drip(String text) throws IOException {
      socket.setSoTimeout(20);
      while (true) {
        write(text);
        try {
          if (socket.getInputStream().read() < 0) {
            return;
          }
        } catch (SocketTimeoutException e) {
          // the pace of the drip
        }
      }
    }

    /** Closes with a reset instead of an end. */
    void abort() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the client closes. */
    void awaitClientClose() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // whatever it still says
      }
    }

    /** Waits until the test ends. */
    void stayOpen() throws InterruptedException {
      closed.await();
    }
  }
}
