package com.irisx.webhooks.admin.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

/** Requests with keys that come together. */
class IdempotencyAtOnceTest {

  private static final String WEBHOOK = "{\"url\":\"https://example.com/\",\"events\":[\"*\"]}";

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final String key = "key-" + UUID.randomUUID();
  private final ExecutorService callers = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  private ApiAnswer create(String body) {
    return tenant.send("POST", "/v1/webhooks", body, Map.of(IdempotencyKey.HEADER, key));
  }

  @Test
  void ofManyAtOnceOneIsDone() {
    List<ApiAnswer> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> create(WEBHOOK), callers))
            .limit(16)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(ApiAnswer::status).containsOnly(201, 409).contains(201);
    assertThat(
            answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.response().body())
                .distinct())
        .hasSize(1);
    assertThat(tenant.get("/v1/webhooks").require(200).body().required("data")).hasSize(1);
  }

  /** Requests that wait for a broker must not take all connections from those that do not. */
  @Test
  void onlySoManyAreAnsweredAtOnce() throws Exception {
    Idempotency idempotency = api.bean(Idempotency.class);
    Caller.Tenant caller = new Caller.Tenant(tenantId);
    CountDownLatch inside = new CountDownLatch(Idempotency.MAX_AT_ONCE);
    CountDownLatch end = new CountDownLatch(1);
    List<CompletableFuture<Void>> slow = new ArrayList<>();
    for (int i = 0; i < Idempotency.MAX_AT_ONCE; i++) {
      IdempotencyKey other = new IdempotencyKey("POST /slow", key + i);
      slow.add(
          CompletableFuture.runAsync(
              () ->
                  idempotency.once(
                      caller,
                      other,
                      Map.of(),
                      () -> {
                        inside.countDown();
                        await(end);
                        return ResponseEntity.ok("slow");
                      }),
              callers));
    }
    inside.await();

    create(WEBHOOK).requireProblem(503);
    tenant.send("POST", "/v1/webhooks", WEBHOOK).require(201);

    end.countDown();
    slow.forEach(CompletableFuture::join);
    create(WEBHOOK).require(201);
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
