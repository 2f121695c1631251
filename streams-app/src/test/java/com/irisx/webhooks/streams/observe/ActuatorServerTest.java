package com.irisx.webhooks.streams.observe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActuatorServerTest {

  /** More than the server has threads. */
  private static final int STUCK_CLIENTS = 4;

  private final ActuatorServer server =
      ActuatorServer.start(
          "127.0.0.1",
          0,
          Health::starting,
          () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void clientsThatStopInTheMiddleOfARequestDoNotKeepOthersOut() throws Exception {
    List<Socket> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < STUCK_CLIENTS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        stuck.add(socket);
        socket.getOutputStream().write("GET /actuator/he".getBytes(US_ASCII));
      }

      assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : stuck) {
        socket.close();
      }
    }
  }

  @Test
  void anAppThatStartsIsAliveAndNotReady() throws Exception {
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build(),
            BodyHandlers.ofString());
  }
}
