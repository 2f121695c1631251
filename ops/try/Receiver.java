import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prints what it gets and answers 204, or the status in the path: /500. For trying the stack out. */
public final class Receiver {

  private static final List<String> SHOWN =
      List.of("X-IRISX-Event", "X-IRISX-Delivery", "X-IRISX-Attempt", "webhook-signature");

  public static void main(String[] args) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(8000), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String path = exchange.getRequestURI().getPath().substring(1);
          int status = path.matches("[2-5]\\d\\d") ? Integer.parseInt(path) : 204;
          StringBuilder line = new StringBuilder(status + " ");
          for (String name : SHOWN) {
            line.append(exchange.getRequestHeaders().getFirst(name)).append(' ');
          }
          System.out.println(line.append(body));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
    server.start();
  }
}
