/** The API's names in the words of the pages. */

export const HEALTH = {
  healthy: ["good", "Healthy", "The last attempt succeeded."],
  failing: ["bad", "Failing", "The last attempt failed."],
  paused: ["warn", "Paused", "You stopped its requests; its events are collected."],
  disabled: ["off", "Off", "It is switched off and gets no new events."],
  unknown: ["off", "New", "Nothing was sent to it yet."],
};

export const STATUS = {
  pending: ["wait", "Pending"],
  retrying: ["warn", "Retrying"],
  delivered: ["good", "Delivered"],
  failed: ["bad", "Failed"],
  expired: ["bad", "Expired"],
  cancelled: ["off", "Cancelled"],
};

export const ENDED = ["delivered", "failed", "expired", "cancelled"];

export const ERRORS = {
  http_status: "The endpoint answered with a status that is not 2xx",
  timeout: "No complete answer within the timeout",
  dns_failed: "The host name could not be resolved",
  address_blocked: "The host resolves to an address that is not public",
  connection_failed: "No connection to the endpoint",
  tls_failed: "The TLS handshake or the certificate failed",
  protocol_error: "The answer was not valid HTTP",
  configuration_unusable: "The settings of the webhook cannot be used",
  webhook_unknown: "The webhook was not known to the dispatcher",
  webhook_deleted: "The webhook was deleted",
  webhook_disabled: "The webhook was switched off",
  cancelled: "It was cancelled",
  max_age_exceeded: "It became too old to be sent",
  handover_lost: "The result of a request was lost; the endpoint may have got it",
  unrecognized: "It failed while the system was being upgraded",
};

/** What holds a delivery back, and what ends that. */
export const WAITS = {
  rate_limit: [
    "rate limit",
    "The webhook has had as many requests as its limits allow. It goes out when the limit has room again; nothing is dropped.",
  ],
  breaker: [
    "breaker",
    "The endpoint failed so often in a row that it is left alone for a while. Probes go out at growing intervals, at most a minute apart; the first answer lets all go on. Waiting uses up no attempt.",
  ],
  paused: ["pause", "The webhook is paused. It goes out when you resume the webhook."],
  disabled: ["webhook off", "The webhook is switched off. It goes out when you switch the webhook on again."],
  line: [
    "its turn",
    "It stands in the webhook's line, which moves again: it goes out when its turn comes and the limits have room.",
  ],
  unknown_webhook: ["new webhook", "The webhook is not known to the scheduler yet. This takes a moment."],
};

/** What a delivery waits for now: it may stand in line for a reason that has gone meanwhile. */
export function waitOf(delivery, webhook) {
  const gone =
    webhook &&
    {
      paused: !webhook.paused,
      disabled: webhook.enabled,
      breaker: webhook.breaker === "closed",
    }[delivery.waiting_for];
  return gone ? "line" : delivery.waiting_for;
}

export const DISABLED = {
  endpoint_gone: "The system switched it off: its endpoint answered 410 Gone.",
  failing_too_long: "The system switched it off: every attempt failed for as long as an endpoint may fail.",
};
