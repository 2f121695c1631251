package com.irisx.webhooks.streams.dispatch;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * A transport of which every outgoing channel begins with handlers of ours. Everything else is the
 * transport underneath.
 *
 * <p>Vert.x 5.2 has no other place for it: its own proxy support leaves the dialled address out of
 * the pool's key, and sends plain {@code http} by name.
 */
final class EndpointTransport implements Transport {

  private final Transport under;
  private final Consumer<Channel> prepare;

  /**
   * A transport over {@code under}.
   *
   * @param prepare told of every new outgoing channel before it is used
   */
  EndpointTransport(Transport under, Consumer<Channel> prepare) {
    this.under = under;
    this.prepare = prepare;
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    ChannelFactory<? extends Channel> factory = under.channelFactory(domainSocket);
    return () -> {
      Channel channel = factory.newChannel();
      prepare.accept(channel);
      return channel;
    };
  }

  @Override
  public boolean supportsDomainSockets() {
    return under.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return under.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return under.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return under.unavailabilityCause();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return under.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return under.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return under.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return under.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  @SuppressWarnings("deprecation") // the interface has it
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return under.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return under.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return under.serverChannelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    under.configure(channel, options);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
    under.configure(config, domainSocket, bootstrap);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
    under.configure(config, domainSocket, bootstrap);
  }
}
