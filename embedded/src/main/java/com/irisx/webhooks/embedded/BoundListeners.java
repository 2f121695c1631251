package com.irisx.webhooks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two sockets, bound before the broker is configured: a port in use is known at once,
 * and a free port is known (and ours) when the configuration must name it.
 */
final class BoundListeners implements ServerSocketFactory, AutoCloseable {

  static final String BROKER = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";
  private static final int BACKLOG = 128;

  private final ServerSocketChannel broker;
  private final ServerSocketChannel controller;

  /**
   * Binds both.
   *
   * @throws PortInUseException if {@code port} is taken
   */
  BoundListeners(ListenPort port) {
    try {
      broker = bind(port.number());
    } catch (BindException e) {
      throw new PortInUseException("the embedded broker", port, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port.number(), e);
    }
    try {
      controller = bind(0);
    } catch (IOException e) {
      close(broker);
      throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
    }
  }

  int brokerPort() {
    return broker.socket().getLocalPort();
  }

  int controllerPort() {
    return controller.socket().getLocalPort();
  }

  /** The quorum: this node alone. */
  Map<Integer, InetSocketAddress> voters() {
    return Map.of(
        BrokerProperties.NODE_ID,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), controllerPort()));
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return switch (listener) {
      case BROKER -> broker;
      case CONTROLLER -> controller;
      default -> throw new IllegalArgumentException("no such listener: " + listener);
    };
  }

  @Override
  public void close() {
    close(broker);
    close(controller);
  }

  private static ServerSocketChannel bind(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a listener", e);
    }
  }
}
