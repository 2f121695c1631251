package com.irisx.webhooks.streams.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves health and metrics under the paths of Spring Boot's actuator, so both apps are watched
 * alike.
 */
public final class ActuatorServer implements AutoCloseable {

  private static final int STOP_DELAY_SECONDS = 0;

  /** Requests that take longer to come in, or their answers to go out, lose their connection. */
  private static final int MAX_REQUEST_SECONDS = 5;

  static {
    // The JDK's server has no other way to set it, and no limit by default: a client that stops in
    // the middle of a request would keep a thread for ever.
    setDefault("sun.net.httpserver.maxReqTime");
    setDefault("sun.net.httpserver.maxRspTime");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private ActuatorServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any free one
   * @throws UncheckedIOException if the port cannot be had; the message names it
   */
  public static ActuatorServer start(
      String address,
      int port,
      Supplier<Health> health,
      Supplier<PrometheusMeterRegistry> metrics) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "WEBHOOKS_STREAMS_PORT: cannot listen on " + address + ":" + port, e);
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "actuator");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext(
        "/actuator/health/liveness",
        exchange -> answer(exchange, health.get().liveness(), Map.of()));
    server.createContext(
        "/actuator/health/readiness",
        exchange -> answer(exchange, health.get().readiness(), Map.of()));
    server.createContext(
        "/actuator/health",
        exchange -> answer(exchange, health.get().readiness(), health.get().parts()));
    server.createContext(
        "/actuator/prometheus",
        exchange -> send(exchange, 200, "text/plain; version=0.0.4", metrics.get().scrape()));
    server.start();
    return new ActuatorServer(server, threads);
  }

  private static void setDefault(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, String.valueOf(MAX_REQUEST_SECONDS));
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(STOP_DELAY_SECONDS);
    threads.shutdownNow();
  }

  private static void answer(
      HttpExchange exchange, Health.State state, Map<String, Health.State> parts)
      throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", state);
    if (!parts.isEmpty()) {
      Map<String, Object> components = new LinkedHashMap<>();
      parts.forEach((name, part) -> components.put(name, Map.of("status", part)));
      body.put("components", components);
    }
    send(
        exchange,
        state == Health.State.UP ? 200 : 503,
        "application/json",
        Json.MAPPER.writeValueAsString(body));
  }

  private static void send(HttpExchange exchange, int status, String contentType, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
