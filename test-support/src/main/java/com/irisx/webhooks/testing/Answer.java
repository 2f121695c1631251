package com.irisx.webhooks.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a {@link ScriptedReceiver} does with a request after it has read and recorded it. */
public sealed interface Answer {

  /** A complete HTTP answer after a delay. */
  record Respond(int status, Map<String, String> headers, byte[] body, Duration delay)
      implements Answer {

    public Respond {
      headers = new LinkedHashMap<>(headers);
    }

    /** The same with one more header. */
    public Respond header(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Respond(status, more, body, delay);
    }

    /** The same with a body. */
    public Respond body(String text) {
      return new Respond(status, headers, text.getBytes(UTF_8), delay);
    }

    /** The same, but not before {@code delay} has gone by. */
    public Respond after(Duration delay) {
      return new Respond(status, headers, body, delay);
    }
  }

  /** No answer: the connection is closed. */
  record CloseConnection() implements Answer {}

  /** No answer, and the connection stays open until the receiver is closed. */
  record StaySilent() implements Answer {}

  /** An answer with this status and an empty body, at once. */
  static Respond status(int status) {
    return new Respond(status, Map.of(), new byte[0], Duration.ZERO);
  }

  /** Closes the connection without an answer. */
  static Answer close() {
    return new CloseConnection();
  }

  /** Never answers. */
  static Answer silence() {
    return new StaySilent();
  }
}
