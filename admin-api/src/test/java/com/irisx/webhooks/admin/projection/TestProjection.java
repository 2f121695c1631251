package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.List;

/** Writes outcomes without the detour over the topic. */
public final class TestProjection {

  private TestProjection() {}

  public static void write(AdminApi api, List<DeliveryOutcome> outcomes) {
    api.bean(OutcomeProjection.class).write(outcomes);
  }
}
