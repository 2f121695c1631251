package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.address.TargetUrl;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A sender with scripted names and time for its look-ups; loopback may be dialled. */
final class SenderHarness implements AutoCloseable {

  static final String BODY = "{\"id\":\"e1\"}";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ScriptedNames names = new ScriptedNames();
  final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final EventLoops eventLoops = new EventLoops(1);
  private final HttpSender sender;

  SenderHarness() {
    this(HttpSettings.DEFAULT, null);
  }

  SenderHarness(HttpSettings settings, @Nullable TrustOptions trust) {
    this(settings, trust, AddressPolicy.allowing("127.0.0.0/8,::1"));
  }

  SenderHarness(HttpSettings settings, @Nullable TrustOptions trust, AddressPolicy policy) {
    names.answer("127.0.0.1");
    CheckedAddresses addresses =
        new CheckedAddresses(names, policy, settings.addressesKept(), 100, nanos::get);
    this.sender =
        new HttpSender(
            eventLoops.vertx(), settings, addresses, trust, connections::incrementAndGet);
  }

  /** Settings with these limits and one event loop, on which order is order. */
  static HttpSettings limits(int connectionsPerHost, Duration handshake, Duration idle) {
    Duration usual = Duration.ofSeconds(10);
    return new HttpSettings(true, 1, connectionsPerHost, usual, handshake, idle, usual, usual);
  }

  /** Sends and waits. */
  Answer post(String url, Duration timeout) {
    return start(url, timeout).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  CompletableFuture<Answer> start(String url, Duration timeout) {
    TargetUrl target = TargetUrl.parse(url);
    MultiMap headers =
        HttpHeaders.headers().set("Host", target.host().text() + ":" + target.port());
    return start(new Call(target, headers, BODY.getBytes(UTF_8), timeout, 1));
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
