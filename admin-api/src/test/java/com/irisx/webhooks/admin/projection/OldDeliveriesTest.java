package com.irisx.webhooks.admin.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.testing.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Retention, on real partitions. Deliveries are made 28 days old and removed as of five days from
 * now, because projection does not take what is too old already.
 */
class OldDeliveriesTest {

  private static final AdminApi API = AdminApi.start();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final Instant later = now.plus(Duration.ofDays(5));
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = API.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final OutcomeProjection outcomes = API.bean(OutcomeProjection.class);
  private final OldDeliveries old = API.bean(OldDeliveries.class);

  @AfterAll
  static void stop() {
    API.close();
  }

  private Outcomes delivery(int daysAgo) {
    return new Outcomes(UUID.randomUUID(), tenantId, webhook, now.minus(Duration.ofDays(daysAgo)));
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = API.database().connect();
        Statement jdbc = connection.createStatement()) {
      jdbc.execute(statement);
    }
  }

  private LocalDate makePartitions(int daysAgo) throws SQLException {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(daysAgo);
    for (String table : DayPartitions.TABLES) {
      sql(
          "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
              .formatted(DayPartitions.name(table, day), table, day, day.plusDays(1)));
    }
    return day;
  }

  private boolean isThere(LocalDate day) {
    OldPartitions partitions = API.bean(OldPartitions.class);
    return DayPartitions.TABLES.stream()
        .anyMatch(table -> partitions.before(day.plusDays(1), table).contains(day));
  }

  private void arrive(Outcomes delivery) {
    Delivery arrived =
        new Delivery(
            delivery.deliveryId(), webhook, tenantId, "e", "call.completed", "today", 0, 0);
    TestArrivals.write(API, List.of(new Arrival(arrived, delivery.createdAt(), new byte[] {'1'})));
  }

  private Tables tables() throws SQLException {
    return Tables.of(API.database(), webhook);
  }

  @Test
  void whatIsOldGoesAndTheRestStays() throws SQLException {
    LocalDate day = makePartitions(28);
    Outcomes inPartition = delivery(28);
    Outcomes inDefault = delivery(27);
    Outcomes today = delivery(0);
    for (Outcomes delivery : List.of(inPartition, inDefault, today)) {
      arrive(delivery);
      outcomes.write(List.of(delivery.retrying(1), delivery.delivered(2)));
    }

    old.remove(later);

    assertThat(isThere(day)).isFalse();
    assertThat(isThere(LocalDate.ofInstant(now, ZoneOffset.UTC))).isTrue();
    tenant.get("/v1/webhooks/deliveries/" + inPartition.deliveryId()).requireProblem(404);
    tenant.get("/v1/webhooks/deliveries/" + inDefault.deliveryId()).requireProblem(404);
    tenant.get("/v1/webhooks/deliveries/" + today.deliveryId()).require(200);
    assertThat(tables().of("webhook_attempts")).hasSize(2);
    assertThat(tables().of("webhook_payloads")).hasSize(1);
    assertThat(count("webhook_attempts_default") + count("webhook_payloads_default")).isZero();
    // What happened, happened: statistics do not forget with the rows.
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("total_deliveries").asInt())
        .isEqualTo(3);
    assertThat(tenant.get("/v1/stats").body().required("total_deliveries").asInt()).isEqualTo(3);
  }

  private static int count(String table) throws SQLException {
    try (Connection connection = API.database().connect();
        Statement jdbc = connection.createStatement();
        var row = jdbc.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void aDeliveryThatHasNotEndedIsKeptWithAllItHasUntilItEnds() throws SQLException {
    LocalDate day = makePartitions(28);
    Outcomes open = delivery(28);
    arrive(open);
    outcomes.write(List.of(open.retrying(1)));

    old.remove(later);

    assertThat(isThere(day)).isFalse();
    var kept = tenant.get("/v1/webhooks/deliveries/" + open.deliveryId()).require(200).body();
    assertThat(kept.required("status").asString()).isEqualTo("retrying");
    assertThat(kept.required("attempts")).hasSize(1);
    assertThat(kept.required("payload").asInt()).isEqualTo(1);

    outcomes.write(List.of(open.delivered(2)));
    old.remove(later);

    assertThat(tables().of("webhook_deliveries")).isEmpty();
    assertThat(count("webhook_attempts_default") + count("webhook_payloads_default")).isZero();
    var counted = tenant.get("/v1/webhooks/" + webhook).body();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("pending_deliveries").asInt()).isZero();
  }

  @Test
  void readersAndWritersGoOnMeanwhile() throws Exception {
    for (int daysAgo = 20; daysAgo <= 29; daysAgo++) {
      makePartitions(daysAgo);
      for (int i = 0; i < 20; i++) {
        outcomes.write(List.of(delivery(daysAgo).delivered(1)));
      }
    }
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    AtomicLong slowestMs = new AtomicLong();
    CompletableFuture<Void> writer =
        until(
            done,
            slowestMs,
            () -> {
              Outcomes delivery = delivery(0);
              arrive(delivery);
              outcomes.write(List.of(delivery.retrying(1), delivery.delivered(2)));
              return written.incrementAndGet();
            });
    CompletableFuture<Void> reader =
        until(
            done,
            slowestMs,
            () ->
                tenant
                    .get("/v1/webhooks/" + webhook + "/deliveries?include=attempts")
                    .require(200));
    await().atMost(PATIENCE).until(() -> written.get() > 20);

    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> removeAll(), Threads.ONE_EACH);
    removeAll();
    other.join();
    int before = written.get();
    await().atMost(PATIENCE).until(() -> written.get() > before + 20);
    done.set(true);
    CompletableFuture.allOf(writer, reader).join();

    System.out.println("figure: slowest read or write beside retention " + slowestMs + " ms");
    assertThat(slowestMs.get()).isLessThan(3_000);
    assertThat(tables().of("webhook_deliveries")).hasSize(written.get());
    assertThat(tenant.get("/v1/stats").body().required("total_deliveries").asInt())
        .isEqualTo(written.get() + 200);
  }

  /** Two do so at once: what one leaves because the other is at it, is done by a later run. */
  private void removeAll() {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(20);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              old.remove(now.plus(Duration.ofDays(11)));
              return !isThere(day) && isEmptyBefore(day);
            });
  }

  private boolean isEmptyBefore(LocalDate day) {
    OldPartitions partitions = API.bean(OldPartitions.class);
    return DayPartitions.TABLES.stream().allMatch(table -> partitions.before(day, table).isEmpty());
  }

  private static CompletableFuture<Void> until(
      AtomicBoolean done, AtomicLong slowestMs, Callable<?> work) {
    return CompletableFuture.runAsync(
        () -> {
          while (!done.get()) {
            long start = System.nanoTime();
            try {
              work.call();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            long ms = (System.nanoTime() - start) / 1_000_000;
            slowestMs.accumulateAndGet(ms, Math::max);
          }
        },
        Threads.ONE_EACH);
  }

  @Test
  void behindALongReaderTheDayStaysAndNobodyWaitsForLong() throws Exception {
    LocalDate day = makePartitions(26);
    outcomes.write(List.of(delivery(26).delivered(1)));
    try (Connection longReader = API.database().connect();
        Statement jdbc = longReader.createStatement()) {
      longReader.setAutoCommit(false);
      jdbc.execute("SELECT count(*) FROM webhook_deliveries");
      AtomicBoolean done = new AtomicBoolean();
      AtomicLong slowestMs = new AtomicLong();
      CompletableFuture<Void> reader =
          until(
              done,
              slowestMs,
              () -> tenant.get("/v1/webhooks/" + webhook + "/deliveries").require(200));

      old.remove(later);

      done.set(true);
      reader.join();
      assertThat(isThere(day)).isTrue();
      System.out.println("figure: slowest read behind a long reader " + slowestMs + " ms");
      assertThat(slowestMs.get()).isLessThan(2_500);
      longReader.rollback();
    }

    old.remove(later);

    assertThat(isThere(day)).isFalse();
  }

  /** The first step of many: what it cannot have, the others do not wait for. */
  @Test
  void behindALongReaderOfOneTableTheOthersAreDone() throws Exception {
    LocalDate day = makePartitions(26);
    Outcomes inPartition = delivery(26);
    Outcomes inDefault = delivery(25);
    for (Outcomes delivery : List.of(inPartition, inDefault)) {
      arrive(delivery);
      outcomes.write(List.of(delivery.delivered(1)));
    }
    try (Connection longReader = API.database().connect();
        Statement jdbc = longReader.createStatement()) {
      longReader.setAutoCommit(false);
      jdbc.execute("SELECT count(*) FROM webhook_payloads");

      old.remove(now.plus(Duration.ofDays(7)));

      tenant.get("/v1/webhooks/deliveries/" + inPartition.deliveryId()).requireProblem(404);
      tenant.get("/v1/webhooks/deliveries/" + inDefault.deliveryId()).requireProblem(404);
      assertThat(isThere(day)).isTrue();
      longReader.rollback();
    }

    old.remove(now.plus(Duration.ofDays(7)));

    assertThat(isThere(day)).isFalse();
  }

  /** An event that was repeated and dropped leaves a payload, and no row that it belongs to. */
  @Test
  void thePayloadOfARepeatGoesWithItsDayThoughTheDeliveryStays() throws SQLException {
    LocalDate day = makePartitions(28);
    Outcomes open = delivery(28);
    Outcomes repeat =
        new Outcomes(open.deliveryId(), tenantId, webhook, open.createdAt().plusMillis(1));
    Outcomes inDefault =
        new Outcomes(open.deliveryId(), tenantId, webhook, now.minus(Duration.ofDays(27)));
    for (Outcomes record : List.of(open, repeat, inDefault)) {
      arrive(record);
    }
    assertThat(payloadsOf(open)).isEqualTo(3);

    old.remove(later);

    assertThat(isThere(day)).isFalse();
    assertThat(payloadsOf(open)).isEqualTo(1);
    tenant.get("/v1/webhooks/deliveries/" + open.deliveryId()).require(200);
    outcomes.write(List.of(open.delivered(1)));
    old.remove(later);
    assertThat(payloadsOf(open)).isZero();
  }

  private static int payloadsOf(Outcomes delivery) throws SQLException {
    return count("webhook_payloads WHERE delivery_id = '" + delivery.deliveryId() + "'");
  }

  @Test
  void aDayWithManyThatHaveNotEndedIsKeptWhole() throws SQLException {
    LocalDate day = makePartitions(27);
    sql(
        """
        INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id,
          event_type, occurred_at, status, run, attempt, recorded_at)
        SELECT gen_random_uuid(), '%s 12:00+00', '%s', '%s', 'e', 'call.completed', '', 'retrying',
          0, 1, now() FROM generate_series(0, %d)
        """
            .formatted(day, webhook, tenantId, OldDeliveries.MAX_MOVED));

    old.remove(later);
    assertThat(isThere(day)).isTrue();

    sql("UPDATE webhook_deliveries SET status = 'expired' WHERE webhook_id = '" + webhook + "'");
    old.remove(later);
    assertThat(isThere(day)).isFalse();
  }

  @Test
  void theFirstDayKeptFollowsTheSetting() {
    AdminSettings settings = API.bean(AdminSettings.class);
    Retention retention = new Retention(settings, new Repeats(settings));
    Instant noon = Instant.parse("2025-10-31T12:00:00Z");

    assertThat(retention.firstDay(noon)).isEqualTo(LocalDate.parse("2025-10-01"));
    assertThat(retention.isOver(Instant.parse("2025-09-30T23:59:59.999Z"), noon)).isTrue();
    assertThat(retention.isOver(Instant.parse("2025-10-01T00:00:00Z"), noon)).isFalse();
  }

  /** Without the row, an event that the scheduler still knows would look like a new one. */
  @Test
  void noDayGoesWhileTheSchedulerMayKnowItsEvents() {
    AdminSettings shortest = settings(1, Duration.ofDays(1));
    AdminSettings longest = settings(30, Duration.ofDays(30));
    Instant noon = Instant.parse("2025-10-31T12:00:00Z");

    assertThat(new Retention(shortest, new Repeats(shortest)).firstDay(noon))
        .isEqualTo(LocalDate.parse("2025-10-29"));
    assertThat(new Retention(longest, new Repeats(longest)).firstDay(noon))
        .isEqualTo(LocalDate.parse("2025-09-30"));
  }

  private static AdminSettings settings(int retentionDays, Duration dedupWindow) {
    AdminSettings of = API.bean(AdminSettings.class);
    return new AdminSettings(
        of.kafka(),
        of.database(),
        of.urlRules(),
        of.headerRules(),
        of.secretKeyset(),
        of.adminToken(),
        of.apiPort(),
        of.bindAddress(),
        of.idempotencyWindow(),
        retentionDays,
        dedupWindow);
  }
}
