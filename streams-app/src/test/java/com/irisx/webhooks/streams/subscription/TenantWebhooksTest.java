package com.irisx.webhooks.streams.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.filter.Filter;
import com.irisx.webhooks.testing.TestWebhooks;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantWebhooksTest {

  private static final String FRAME = "{\"a\":[\"%s\"]}";

  @Test
  void aFilterIsReadOnceForAllEvents() {
    TenantWebhooks webhooks =
        new TenantWebhooks(List.of(TestWebhooks.webhook().filter(FRAME.formatted("x")).build()));

    Filter first = webhooks.matching("call.completed").get(0).filter();

    assertThat(first).isNotNull();
    assertThat(webhooks.matching("call.completed").get(0).filter()).isSameAs(first);
    assertThat(webhooks.matching("sms.sent").get(0).filter()).isSameAs(first);
  }

  /** The cache is bounded by weight. */
  @Test
  void whatHasAFilterWeighsMore() {
    String longest = FRAME.formatted("x".repeat(Filter.MAX_BYTES - FRAME.formatted("").length()));

    assertThat(weight("{}")).isEqualTo(2);
    assertThat(weight(FRAME.formatted("x"))).isEqualTo(2);
    assertThat(weight(longest)).isEqualTo(10);
    assertThat(new TenantWebhooks(List.of(TestWebhooks.webhook().build())).weight()).isEqualTo(1);
  }

  private static int weight(String filter) {
    return new TenantWebhooks(List.of(TestWebhooks.webhook().filter(filter).build())).weight();
  }
}
