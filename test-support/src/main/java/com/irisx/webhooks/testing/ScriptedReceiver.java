package com.irisx.webhooks.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;

/**
 * A real HTTP/1.1 server on loopback that records every request exactly as it came and answers as a
 * test scripted it, per path.
 *
 * <p>Threading: one thread accepts, one per connection serves; all public methods may be called by
 * any thread.
 */
public final class ScriptedReceiver implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final String scheme;
  private final ServerSocket listener;
  private final ReceivedRequests received = new ReceivedRequests();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedReceiver(String scheme, ServerSocket listener) {
    this.scheme = scheme;
    this.listener = listener;
  }

  /** A receiver of plain HTTP on a free port. */
  public static ScriptedReceiver start() {
    return start("http", ServerSocketFactory.getDefault());
  }

  /** A receiver on a free port behind sockets of {@code sockets}, such as TLS ones. */
  public static ScriptedReceiver start(String scheme, ServerSocketFactory sockets) {
    try {
      ScriptedReceiver receiver =
          new ScriptedReceiver(
              scheme, sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
      receiver.run("receiver-accept", receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The address of {@code path} here. */
  public String url(String path) {
    return scheme + "://127.0.0.1:" + port() + path;
  }

  /** The script of {@code path}, the request target with its query. */
  public Script on(String path) {
    return scripts.computeIfAbsent(path, unused -> new Script());
  }

  /** All requests so far, in order of arrival. */
  public List<ReceivedRequest> requests() {
    return received.where(request -> true);
  }

  /** The requests to {@code path} so far, in order of arrival. */
  public List<ReceivedRequest> requests(String path) {
    return received.where(request -> request.path().equals(path));
  }

  /**
   * Waits until {@code path} had at least {@code count} requests and returns them.
   *
   * @throws AssertionError after {@code patience}, with what came instead
   */
  public List<ReceivedRequest> awaitRequests(String path, int count, Duration patience) {
    return received.await(request -> request.path().equals(path), count, patience, "to " + path);
  }

  /**
   * Waits until at least {@code count} requests fulfil {@code condition} and returns them.
   *
   * @throws AssertionError after {@code patience}, with what came instead
   */
  public List<ReceivedRequest> awaitRequests(
      Predicate<ReceivedRequest> condition, int count, Duration patience) {
    return received.await(condition, count, patience, "that fulfil the condition");
  }

  /** Tells {@code observer} of every request, those that came before too, one at a time. */
  public void observe(Consumer<ReceivedRequest> observer) {
    received.observe(observer);
  }

  /** Connections that are open now. */
  public int openConnections() {
    return connections.size();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    closed.countDown();
    closeQuietly(listener);
    connections.forEach(ScriptedReceiver::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        run("receiver-connection", () -> serve(connection));
      } catch (IOException e) {
        // Closed, or a client that left at once: nothing to record.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      RequestReader reader =
          new RequestReader(new BufferedInputStream(connection.getInputStream()));
      Optional<ReceivedRequest> request = reader.next();
      while (request.isPresent() && handle(request.get(), connection.getOutputStream())) {
        request = reader.next();
      }
    } catch (IOException e) {
      // The client left in the middle, which is its right.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  /** Returns whether the connection stays open for another request. */
  private boolean handle(ReceivedRequest request, OutputStream out)
      throws IOException, InterruptedException {
    Answer answer = on(request.path()).next(request);
    received.add(request);
    return give(answer, out);
  }

  private boolean give(Answer answer, OutputStream out) throws IOException, InterruptedException {
    if (answer instanceof Answer.Respond respond) {
      if (closed.await(respond.delay().toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      out.write(message(respond));
      out.flush();
      return true;
    }
    if (answer instanceof Answer.StaySilent) {
      closed.await();
    }
    return false;
  }

  private static byte[] message(Answer.Respond respond) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + respond.status() + " Scripted\r\n");
    respond.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + respond.body().length + "\r\n\r\n");
    byte[] start = head.toString().getBytes(ISO_8859_1);
    byte[] message = new byte[start.length + respond.body().length];
    System.arraycopy(start, 0, message, 0, start.length);
    System.arraycopy(respond.body(), 0, message, start.length, respond.body().length);
    return message;
  }

  private void run(String name, Runnable task) {
    Thread thread = new Thread(task, name + "-" + port());
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is gone either way.
    }
  }
}
