package com.irisx.webhooks.faults.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * An endpoint that writes down every request before it answers, so that a request it has answered
 * is never missing. Arguments: its port, its log.
 *
 * <p>A line of the log is {@code <System.nanoTime> <delivery id> <attempt> <path> <status>
 * <requests on this path that are not answered yet, this one included>}. The path decides the
 * answer: {@code /ok/…} takes everything at once, {@code /slow/…} after a while, {@code /flaky/…}
 * fails the first attempt of one delivery in eight.
 *
 * <p>Threading: one event loop does everything.
 */
public final class ReceiverProgram {

  private static final int ONE_IN = 8;
  private static final long SLOW_MS = 20;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
  private final Map<String, Integer> unanswered = new HashMap<>();
  private final FileChannel log;

  private ReceiverProgram(FileChannel log) {
    this.log = log;
  }

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) throws Exception {
    FileChannel log =
        FileChannel.open(
            Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    ReceiverProgram receiver = new ReceiverProgram(log);
    receiver
        .vertx
        .createHttpServer()
        .requestHandler(request -> request.endHandler(end -> receiver.answer(request)))
        .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    new CountDownLatch(1).await();
  }

  private void answer(HttpServerRequest request) {
    long arrived = System.nanoTime();
    String path = request.path();
    String delivery = request.getHeader("X-IRISX-Delivery");
    String attempt = request.getHeader("X-IRISX-Attempt");
    int status = status(path, delivery, attempt);
    int inFlight = unanswered.merge(path, 1, Integer::sum);
    write(
        String.join(" ", Long.toString(arrived), delivery, attempt, path, status + " " + inFlight));
    if (path.startsWith("/slow/")) {
      vertx.setTimer(SLOW_MS, timer -> end(request, status));
    } else {
      end(request, status);
    }
  }

  private void end(HttpServerRequest request, int status) {
    unanswered.merge(request.path(), -1, Integer::sum);
    request.response().setStatusCode(status).end();
  }

  private static int status(String path, String delivery, String attempt) {
    boolean fails =
        path.startsWith("/flaky/")
            && attempt.equals("1")
            && Math.floorMod(delivery.hashCode(), ONE_IN) == 0;
    return fails ? 500 : 200;
  }

  /** One write, so a kill leaves no half line behind. */
  private void write(String line) {
    try {
      log.write(ByteBuffer.wrap((line + '\n').getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
