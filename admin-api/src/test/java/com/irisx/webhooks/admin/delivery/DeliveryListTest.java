package com.irisx.webhooks.admin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.admin.projection.TestProjection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A6: a webhook's deliveries, filtered and page by page. */
class DeliveryListTest {

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final String path = "/v1/webhooks/" + tenant.newWebhook() + "/deliveries";
  private final List<String> newestFirst = new ArrayList<>();

  @BeforeEach
  void sixDeliveriesOneSecondApart() {
    UUID webhook = UUID.fromString(path.split("/", -1)[3]);
    for (int i = 0; i < 6; i++) {
      Outcomes delivery =
          new Outcomes(UUID.randomUUID(), tenantId, webhook, start.minusSeconds(100 - i));
      TestProjection.write(
          api,
          i % 3 == 0
              ? List.of(delivery.retrying(1), delivery.delivered(2))
              : i % 3 == 1 ? List.of(delivery.failed(1)) : List.of(delivery.retrying(1)));
      newestFirst.add(0, delivery.deliveryId().toString());
    }
  }

  private List<String> list(String query) {
    return tenant.get(path + query).require(200).body().required("data").findValuesAsString("id");
  }

  @Test
  void allAreListedNewestFirstPageByPage() {
    assertThat(list("")).isEqualTo(newestFirst);

    List<String> seen = new ArrayList<>();
    String query = "?limit=4";
    while (!query.isEmpty()) {
      JsonNode page = tenant.get(path + query).require(200).body();
      seen.addAll(page.required("data").findValuesAsString("id"));
      JsonNode next = page.required("next_cursor");
      query = next.isNull() ? "" : "?limit=4&cursor=" + next.asString();
    }
    assertThat(seen).isEqualTo(newestFirst);
  }

  @Test
  void aStatusChooses() {
    assertThat(list("?status=delivered")).containsExactly(newestFirst.get(2), newestFirst.get(5));
    assertThat(list("?status=failed")).containsExactly(newestFirst.get(1), newestFirst.get(4));
    assertThat(list("?status=retrying")).containsExactly(newestFirst.get(0), newestFirst.get(3));
    assertThat(list("?status=pending")).isEmpty();
  }

  @Test
  void anEventTypeChooses() {
    assertThat(list("?event_type=call.completed")).isEqualTo(newestFirst);
    assertThat(list("?event_type=sms.received")).isEmpty();
  }

  @Test
  void aTimeSpanChooses() {
    String third = start.minusSeconds(98).toString();
    assertThat(list("?since=" + third)).isEqualTo(newestFirst.subList(0, 4));
    assertThat(list("?until=" + third)).isEqualTo(newestFirst.subList(4, 6));
    assertThat(list("?status=failed&since=" + third + "&until=" + start))
        .containsExactly(newestFirst.get(1));
  }

  /** As in statistics: a date is the beginning of its day, so the day of {@code until} is out. */
  @Test
  void aDateIsTheBeginningOfItsDay() {
    LocalDate day = LocalDate.ofInstant(start.minusSeconds(99), ZoneOffset.UTC);

    assertThat(list("?since=" + day.minusDays(1) + "&until=" + day.plusDays(2)))
        .isEqualTo(newestFirst);
    assertThat(list("?until=" + day.minusDays(1))).isEmpty();
    assertThat(list("?since=" + day.plusDays(2))).isEmpty();
  }

  @Test
  void attemptsAreInsideWhereAskedFor() {
    JsonNode without = tenant.get(path).body().required("data").required(0);
    assertThat(without.has("attempts")).isFalse();
    assertThat(without.has("payload")).isFalse();

    JsonNode data = tenant.get(path + "?include=attempts").require(200).body().required("data");
    assertThat(data.required(0).required("attempts")).hasSize(1);
    assertThat(data.required(2).required("attempts")).hasSize(2);
    assertThat(data.required(2).required("attempts").required(1).required("attempt").asInt())
        .isEqualTo(2);
  }

  @Test
  void whatCannotBeAskedForIsNamed() {
    tenant.get(path + "?status=lost").requireInvalid("status");
    tenant.get(path + "?event_type=%00").requireInvalid("event_type");
    tenant.get(path + "?since=yesterday").requireInvalid("since");
    assertThat(
            tenant
                .get(path + "?since=2025-10-29T12:00:00+01:00")
                .requireInvalid("since")
                .text("detail"))
        .contains("%2B");
    tenant.get(path + "?until=99999-01-01T00:00:00Z").requireInvalid("until");
    tenant.get(path + "?limit=-1").requireInvalid("limit");
    tenant.get(path + "?cursor=AAAA").requireInvalid("cursor");
    tenant.get(path + "?include=secrets").requireInvalid("include");
  }
}
