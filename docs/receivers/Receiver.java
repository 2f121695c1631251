import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver of webhooks: verifies, deduplicates, answers at once, works afterwards.
 *
 * <pre>PORT=3000 WEBHOOK_SECRET=whsec_… java Receiver.java</pre>
 *
 * Needs a JDK 17 or newer and nothing else.
 */
public final class Receiver {

  private static final int PORT = Integer.parseInt(System.getenv().getOrDefault("PORT", "3000"));
  private static final String SECRET = System.getenv().getOrDefault("WEBHOOK_SECRET", "");
  /** Or "irisx": the X-IRISX- headers. */
  private static final String SCHEME = System.getenv().getOrDefault("WEBHOOK_SCHEME", "standard");
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final int TOLERANCE_SECONDS = 300;
  /** Deliveries, a day's at least; keep them in your database to survive a restart. */
  private static final int REMEMBERED = 100_000;

  /** {@code once} is the same whenever the same delivery comes, and was signed. */
  private record Verified(String delivery, String once, String timestamp, boolean genuine) {}

  private record Answer(int status, String text) {}

  private static final Set<String> SEEN =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<String, Boolean>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> oldest) {
                  return size() > REMEMBERED;
                }
              }));

  /** Your work, after the answer: use a durable queue if you cannot lose an event. */
  private static final ExecutorService WORK =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1000));

  public static void main(String[] arguments) throws IOException {
    if (!SECRET.startsWith("whsec_")) {
      throw new IllegalArgumentException("WEBHOOK_SECRET must be the whsec_… of the webhook");
    }
    System.setProperty("sun.net.httpserver.maxReqTime", "10"); // seconds for a whole request
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.createContext("/", Receiver::exchange);
    server.setExecutor(Executors.newFixedThreadPool(16));
    server.start();
    System.out.println("listening on " + PORT);
  }

  private static void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      if (exchange.getRequestMethod().equals("POST")) {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        answer =
            body.length > MAX_BODY_BYTES
                ? new Answer(413, "too large")
                : receive(exchange.getRequestHeaders(), body);
      } else {
        answer = new Answer(405, "POST only");
      }
      byte[] text = (answer.text() + "\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(answer.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private static Answer receive(Headers headers, byte[] body) {
    Verified verified = SCHEME.equals("irisx") ? irisx(headers, body) : standard(headers, body);
    if (!verified.genuine()) {
      return new Answer(401, "wrong signature");
    }
    if (!verified.timestamp().matches("[0-9]{1,12}")
        || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(verified.timestamp()))
            > TOLERANCE_SECONDS) {
      return new Answer(401, "timestamp out of tolerance");
    }
    if (!SEEN.add(verified.once())) {
      return new Answer(200, "seen before");
    }
    try {
      WORK.execute(() -> handle(new String(body, UTF_8), verified.delivery()));
    } catch (RejectedExecutionException e) {
      SEEN.remove(verified.once());
      return new Answer(503, "busy"); // tried again later
    }
    return new Answer(200, "ok");
  }

  /** Parse {@code body} with the JSON library of your choice. */
  private static void handle(String body, String delivery) {
    System.out.println("received " + body + " delivery " + delivery);
  }

  /** What the sender signed: webhook-id, webhook-timestamp and the raw bytes of the body. */
  private static Verified standard(Headers headers, byte[] body) {
    String delivery = header(headers, "webhook-id");
    String timestamp = header(headers, "webhook-timestamp");
    byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
    byte[] mac = hmac(key, delivery + "." + timestamp + ".", body);
    String expected = "v1," + Base64.getEncoder().encodeToString(mac);
    String[] given = header(headers, "webhook-signature").split(" "); // two during a rotation
    return new Verified(delivery, delivery, timestamp, anyMatches(given, expected));
  }

  /**
   * The same with our own headers. The delivery id is not signed here, so what tells a repeat is the
   * body.
   */
  private static Verified irisx(Headers headers, byte[] body) {
    String timestamp = header(headers, "X-IRISX-Timestamp");
    byte[] mac = hmac(SECRET.getBytes(UTF_8), timestamp + ".", body);
    String expected = "sha256=" + HexFormat.of().formatHex(mac);
    String[] given = header(headers, "X-IRISX-Signature").split(",");
    return new Verified(
        header(headers, "X-IRISX-Delivery"),
        HexFormat.of().formatHex(sha256(body)),
        timestamp,
        anyMatches(given, expected));
  }

  /** In constant time. */
  private static boolean anyMatches(String[] given, String expected) {
    boolean matches = false;
    for (String one : given) {
      matches |= MessageDigest.isEqual(one.getBytes(ISO_8859_1), expected.getBytes(ISO_8859_1));
    }
    return matches;
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(text.getBytes(ISO_8859_1));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }
}
