package com.irisx.webhooks.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdsTest {

  /** Computed with Python: {@code uuid.uuid5(uuid.UUID(webhook), event)}. */
  @ParameterizedTest
  @CsvSource({
    "6f0e8f64-3b5c-4a0e-9d2e-0c5c1c1f7a11, evt_1,                 30a6ff44-d0a9-5cbf-a2e3-f99e84fbf5cd",
    "6f0e8f64-3b5c-4a0e-9d2e-0c5c1c1f7a11, '',                    58fa3838-e5f1-5e33-b06e-45628e1b4e9f",
    "00000000-0000-0000-0000-000000000000, evt_1,                 bb767108-12c8-5e85-8624-9e0692e4d29a",
    "ffffffff-ffff-ffff-ffff-ffffffffffff, events.call-3-42,      fdd2c59d-d330-54be-af3c-5130fe1731fa",
    "6f0e8f64-3b5c-4a0e-9d2e-0c5c1c1f7a11, /calls/eu#Größe-✓-🚀, 51b68d22-4b9e-54f5-a2ee-337a1ae14f33",
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8, www.example.com,       2ed6657d-e927-568b-95e1-2665a8aea6a2",
  })
  void aDeliveryIdIsTheVersion5UuidOfEventAndWebhook(UUID webhook, String event, UUID expected) {
    assertThat(Ids.delivery(event, webhook)).isEqualTo(expected);
  }

  @Test
  void theSampleIdsAreReal() {
    assertThat(Ids.delivery(Records.EVENT_ID, Records.WEBHOOK_ID)).isEqualTo(Records.DELIVERY_ID);
  }

  @Test
  void everyRunOfADeliveryHasAnIdOfItsOwn() {
    assertThat(Ids.run(run(0, 5))).isEqualTo(Records.DELIVERY_ID);
    assertThat(Ids.run(run(1, 5)))
        .isNotEqualTo(Records.DELIVERY_ID)
        .isNotEqualTo(Ids.run(run(2, 5)))
        .isNotEqualTo(Ids.run(run(1, 6)))
        .isEqualTo(Ids.run(run(1, 5)));
  }

  private static Delivery run(int run, long createdAt) {
    return new Delivery(
        Records.DELIVERY_ID, Records.WEBHOOK_ID, "t", "e", "call.completed", "o", createdAt, run);
  }

  @Test
  void anEventWithoutIdIsNamedAfterItsPlace() {
    assertThat(Ids.event("events.call", 3, 42)).isEqualTo("events.call-3-42");
  }

  @Test
  void theBytesOfAUuidAreInReadingOrder() {
    assertThat(Ids.bytes(UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f")))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }
}
