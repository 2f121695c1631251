package com.irisx.webhooks.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedReceiverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ScriptedReceiver receiver = ScriptedReceiver.start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void recordsHeadersInTheirOrderAndSpellingAndTheBodyByteForByte() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      socket
          .getOutputStream()
          .write(
              """
              POST /a?b=c HTTP/1.1\r
              Host: x\r
              x-Second: 2 \r
              X-FIRST: 1\r
              x-second: 3\r
              Content-Length: 3\r
              \r
              é\n"""
                  .getBytes(UTF_8));
      var request = receiver.awaitRequests("/a?b=c", 1, PATIENCE).get(0);

      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.headers())
          .extracting(Entry::getKey)
          .containsExactly("Host", "x-Second", "X-FIRST", "x-second", "Content-Length");
      assertThat(request.header("X-Second")).contains("2");
      assertThat(request.body()).isEqualTo("é\n".getBytes(UTF_8));
    }
  }

  @Test
  void readsChunkedBodies() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      String chunked =
          "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
      socket.getOutputStream().write(chunked.getBytes(ISO_8859_1));

      assertThat(receiver.awaitRequests("/a", 1, PATIENCE).get(0).text()).isEqualTo("abcde");
    }
  }

  @Test
  void answersInTurnThenRepeatsTheLast() throws Exception {
    receiver.on("/a").respondWith(500, 503, 200);

    assertThat(post("/a").statusCode()).isEqualTo(500);
    assertThat(post("/a").statusCode()).isEqualTo(503);
    assertThat(post("/a").statusCode()).isEqualTo(200);
    assertThat(post("/a").statusCode()).isEqualTo(200);
    assertThat(receiver.requests("/a")).hasSize(4);
  }

  @Test
  void answers200WhereNothingIsScripted() throws Exception {
    assertThat(post("/other").statusCode()).isEqualTo(200);
  }

  @Test
  void answersWithHeadersAndBodyAfterADelay() throws Exception {
    receiver
        .on("/a")
        .answer(
            Answer.status(429)
                .header("Retry-After", "3")
                .body("slow")
                .after(Duration.ofMillis(50)));

    long before = System.nanoTime();
    HttpResponse<String> response = post("/a");

    assertThat(response.headers().firstValue("Retry-After")).contains("3");
    assertThat(response.body()).isEqualTo("slow");
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);
  }

  @Test
  void closesTheConnectionInsteadOfAnswering() {
    receiver.on("/a").answer(Answer.close());

    assertThatThrownBy(() -> post("/a")).isInstanceOf(IOException.class);
    assertThat(receiver.requests("/a")).isNotEmpty();
  }

  @Test
  void staysSilentUntilItIsClosed() throws Exception {
    receiver.on("/a").answer(Answer.silence());
    var response = client.sendAsync(request("/a"), BodyHandlers.ofString());
    receiver.awaitRequests("/a", 1, PATIENCE);

    assertThat(response).isNotDone();
    receiver.close();
    assertThat(response).failsWithin(PATIENCE);
  }

  @Test
  void saysWhatCameInsteadWhenItWaitedInVain() throws Exception {
    post("/other");

    assertThatThrownBy(() -> receiver.awaitRequests("/a", 1, Duration.ofMillis(50)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0 of 1 requests to /a")
        .hasMessageContaining("/other");
  }

  private HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return client.send(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(receiver.url(path)))
        .POST(BodyPublishers.ofString("{}"))
        .build();
  }
}
