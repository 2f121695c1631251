package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.standalone.KeyStore;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * A tenant's endpoint: a real HTTP server on loopback that believes no request it cannot verify,
 * and fails now and then.
 *
 * <p>It starts before the deliveries do and stops after them: an endpoint that is gone would only
 * use up attempts. Its port stays the same over restarts.
 *
 * <p>Threading: a few threads serve; the secrets can be set at any time.
 */
public final class DemoReceiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoReceiver.class);
  private static final String PORT = "demo-receiver-port";
  private static final int THREADS = 8;
  private static final int UNAUTHORIZED = 401;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Progress progress;
  private final Mishaps mishaps;
  private final String headerPrefix;
  private final Map<String, SignatureCheck> checks = new ConcurrentHashMap<>();

  private DemoReceiver(HttpServer server, Progress progress, Mishaps mishaps, String headerPrefix) {
    this.server = server;
    this.progress = progress;
    this.mishaps = mishaps;
    this.headerPrefix = headerPrefix;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "demo-receiver");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * A receiver with the webhooks of an earlier start, if there was one.
   *
   * @param headerPrefix of the headers that say what a request is about
   */
  public static DemoReceiver start(KeyStore keys, String headerPrefix) throws IOException {
    int port = keys.get(PORT).map(Integer::parseInt).orElse(0);
    DemoReceiver receiver = start(port, new Progress(), Mishaps.usual(), headerPrefix);
    keys.put(PORT, String.valueOf(receiver.port()));
    for (DemoWebhook webhook : DemoWebhook.ALL) {
      KeptWebhook.read(keys, webhook)
          .ifPresent(kept -> receiver.expect(webhook.path(), kept.secret()));
    }
    return receiver;
  }

  /** Listens on {@code preferredPort} if it is free, else on another. */
  static DemoReceiver start(
      int preferredPort, Progress progress, Mishaps mishaps, String headerPrefix)
      throws IOException {
    // The JDK's server waits 40 ms for nothing with every answer otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    DemoReceiver receiver =
        new DemoReceiver(listen(preferredPort), progress, mishaps, headerPrefix);
    receiver.server.createContext("/", receiver::serve);
    receiver.server.setExecutor(receiver.threads);
    receiver.server.start();
    return receiver;
  }

  Progress progress() {
    return progress;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Its address without path. */
  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Requests to {@code path} are signed with {@code secret}. */
  void expect(String path, String secret) {
    checks.put(path, new SignatureCheck(secret, headerPrefix));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer listen(int preferredPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      return HttpServer.create(new InetSocketAddress(loopback, preferredPort), 0);
    } catch (BindException e) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(answer(exchange, body), NO_BODY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int answer(HttpExchange exchange, byte[] body) throws InterruptedException {
    var headers = exchange.getRequestHeaders();
    String path = exchange.getRequestURI().getPath();
    SignatureCheck check = checks.get(path);
    Optional<String> refusal =
        check == null
            ? Optional.of("no webhook is known here")
            : check.refusal(headers::getFirst, body, Instant.now());
    if (refusal.isPresent()) {
      LOG.warn("refused a request to {}: {}", path, refusal.get());
      progress.refused();
      return UNAUTHORIZED;
    }
    Mishaps.Fate fate = mishaps.next();
    progress.received(
        new Receipt(
            path.substring(1),
            String.valueOf(headers.getFirst(headerPrefix + "Event")),
            eventId(body),
            attempt(headers.getFirst(headerPrefix + "Attempt")),
            fate.status()));
    TimeUnit.NANOSECONDS.sleep(fate.delay().toNanos());
    return fate.status();
  }

  private static String eventId(byte[] body) {
    try {
      return Json.MAPPER.readTree(body).path("id").asString("");
    } catch (JacksonException e) {
      return "";
    }
  }

  private static int attempt(String header) {
    try {
      return Integer.parseInt(header);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
