package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * An admin API that knows the demo tenant, one key of it that was revoked, and takes no webhook.
 *
 * @param revokedKey opens nothing and cannot be created again
 */
record FakeAdminApi(String revokedKey) implements Application {

  @Override
  public AutoCloseable start(Map<String, String> env) throws IOException {
    int port = Integer.parseInt(env.get("WEBHOOKS_API_PORT"));
    InetAddress address =
        InetAddress.getByName(env.getOrDefault("WEBHOOKS_BIND_ADDRESS", "127.0.0.1"));
    HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.createContext("/", this::serve);
    server.start();
    return () -> server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = "{\"detail\":\"url: no\"}".getBytes(UTF_8);
      String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      exchange.sendResponseHeaders(status(asked, exchange), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private int status(String asked, HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    return switch (asked) {
      case "POST /v1/tenants" -> 409;
      case "POST /v1/tenants/demo/api-keys" ->
          Json.MAPPER.readTree(body).get("key").asString().equals(revokedKey) ? 409 : 201;
      case "GET /v1/webhooks" ->
          exchange.getRequestHeaders().getFirst("Authorization").endsWith(revokedKey) ? 401 : 200;
      case "POST /v1/webhooks" -> 400;
      default -> throw new AssertionError(asked);
    };
  }
}
