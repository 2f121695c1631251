package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One wide line per failed attempt. No URL, headers, body or answer: tenants put tokens into all of
 * them.
 */
final class AttemptLog {

  private static final Logger log = LoggerFactory.getLogger(AttemptLog.class);

  private AttemptLog() {}

  static void failed(Task task, AttemptResult result) {
    log.atInfo()
        .addKeyValue("tenant_id", oneLine(task.delivery().tenantId()))
        .addKeyValue("webhook_id", task.delivery().webhookId())
        .addKeyValue("delivery_id", task.delivery().deliveryId())
        .addKeyValue("event_type", oneLine(task.delivery().eventType()))
        .addKeyValue("run", task.delivery().run())
        .addKeyValue("attempt", task.attempt())
        .addKeyValue("error", result.error() == null ? "" : result.error().label())
        .addKeyValue("response_status", result.responseStatus())
        .addKeyValue("duration_ms", result.durationMs())
        .addKeyValue("retry_after_ms", result.retryAfterMs())
        .log("attempt failed: {}", result.errorDetail());
  }

  /** Producers choose these: no line break may make a second line of them. */
  private static String oneLine(String text) {
    return RequestHeaders.visibleAscii(text);
  }
}
