package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.address.TargetUrl;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A sender with scripted names and time for its look-ups; loopback may be dialled. */
final class SenderHarness implements AutoCloseable {

  static final String BODY = "{\"id\":\"e1\"}";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ScriptedNames names = new ScriptedNames();
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong nanos = new AtomicLong();
  private final EventLoops eventLoops;
  private final HttpSender sender;

  SenderHarness() {
    this(HttpSettings.DEFAULT);
  }

  SenderHarness(HttpSettings settings) {
    this(settings, "127.0.0.0/8,::1");
  }

  /** A sender that may dial the addresses of {@code cidrs} though they are not public. */
  SenderHarness(HttpSettings settings, String cidrs) {
    ConnectionMetrics connections = new ConnectionMetrics(registry);
    this.eventLoops = new EventLoops(settings.toBuilder().eventLoops(1).build(), connections);
    names.answer("127.0.0.1");
    CheckedAddresses addresses =
        new CheckedAddresses(
            names,
            AddressPolicy.allowing(cidrs),
            settings.addressesKept(),
            100,
            nanos::get,
            new LookUpMetrics(registry));
    this.sender = new HttpSender(eventLoops.vertx(), settings, addresses, connections);
  }

  /** Settings with these limits and one event loop, on which order is order. */
  static HttpSettings limits(int connectionsPerHost, Duration handshake, Duration idle) {
    return HttpSettings.builder()
        .allowHttp(true)
        .eventLoops(1)
        .maxConnectionsPerHost(connectionsPerHost)
        .tlsHandshakeTimeout(handshake)
        .idleTimeout(idle)
        .build();
  }

  /** Sends and waits. */
  Answer post(String url, Duration timeout) {
    return start(url, timeout).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  CompletableFuture<Answer> start(String url, Duration timeout) {
    TargetUrl target = TargetUrl.parse(url);
    String host = target.host().text() + ":" + target.port();
    return start(
        new Call(target, headers -> headers.set("Host", host), BODY.getBytes(UTF_8), timeout, 1));
  }

  CompletableFuture<Answer> start(Call call) {
    Context context = eventLoops.of(new UUID(0, 0));
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    context.runOnContext(
        event -> {
          var unused =
              sender
                  .send(call, context)
                  .whenComplete(
                      (done, failure) -> {
                        if (failure == null) {
                          answer.complete(done);
                        } else {
                          answer.completeExceptionally(failure);
                        }
                      });
        });
    return answer;
  }

  int openHttp2Connections() {
    return sender.openHttp2Connections();
  }

  /** Connections that were ready for a request, closed ones too. */
  int connections() {
    return connects("ok");
  }

  int failedConnects() {
    return connects("unreachable") + connects("handshake_failed");
  }

  private int connects(String result) {
    return (int) registry.get("webhooks.connects").tag("result", result).counter().count();
  }

  /** Lets remembered addresses become old. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public void close() {
    sender.close(Duration.ofSeconds(5));
    eventLoops.close(Duration.ofSeconds(5));
  }
}
