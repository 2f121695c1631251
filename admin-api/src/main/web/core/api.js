/** The public API of this origin. */
import { apiKey, logOut } from "./session.js";

/** What the API refused, as its problem document says it. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail || `The server answered ${status}.`);
    this.status = status;
    this.errors = body?.errors || [];
  }

  /** Messages by member of the request: `{ url: "must begin with https://" }`. */
  get fields() {
    return Object.fromEntries(this.errors.map((error) => [error.field, error.detail]));
  }
}

async function ask(method, path, { body, query, key = apiKey(), idempotencyKey, parse = JSON.parse } = {}) {
  const headers = { Accept: "application/json, application/problem+json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  const given = Object.entries(query || {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  const search = given.length ? `?${new URLSearchParams(given)}` : "";
  let response;
  try {
    response = await fetch(path + search, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    throw new Problem(0, { detail: "The server cannot be reached. Check the connection and try again." });
  }
  const text = await response.text();
  if (response.ok) return text ? parse(text) : null;
  throw problem(response.status, text, key);
}

function problem(status, text, key) {
  // A key that was revoked while the pages were open.
  if (status === 401 && key === apiKey()) logOut();
  try {
    return new Problem(status, JSON.parse(text));
  } catch {
    return new Problem(status, null);
  }
}

/** Numbers stay as they were spelt where the browser can tell: what others wrote is shown, and sent, as it is. */
const asSpelt = (_, value, context) =>
  typeof value === "number" && context?.source !== undefined && String(value) !== context.source && JSON.rawJSON
    ? JSON.rawJSON(context.source)
    : value;

export const parseExactly = (text) => JSON.parse(text, asSpelt);

const parseWebhook = (text) => ({ ...JSON.parse(text), filter: parseExactly(text).filter });

const parseDelivery = (text) => ({ ...JSON.parse(text), payload: parseExactly(text).payload });

/** A new value for `Idempotency-Key`. */
export function newIdempotencyKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const id = encodeURIComponent;

export const api = {
  checkKey: (key) => ask("GET", "/v1/webhooks", { key, query: { limit: 1 } }),

  webhooks: (cursor) => ask("GET", "/v1/webhooks", { query: { limit: 50, cursor } }),
  webhook: (webhook) => ask("GET", `/v1/webhooks/${id(webhook)}`, { parse: parseWebhook }),
  validate: (body) => ask("POST", "/v1/webhooks/validate", { body }),
  create: (body, idempotencyKey) => ask("POST", "/v1/webhooks", { body, idempotencyKey }),
  change: (webhook, body) => ask("PUT", `/v1/webhooks/${id(webhook)}`, { body }),
  patch: (webhook, body) => ask("PATCH", `/v1/webhooks/${id(webhook)}`, { body }),
  remove: (webhook) => ask("DELETE", `/v1/webhooks/${id(webhook)}`),
  pause: (webhook) => ask("POST", `/v1/webhooks/${id(webhook)}/pause`),
  resume: (webhook) => ask("POST", `/v1/webhooks/${id(webhook)}/resume`),
  rotate: (webhook, overlapHours) =>
    ask("POST", `/v1/webhooks/${id(webhook)}/secret/rotate`, {
      body: { overlap_hours: overlapHours },
      idempotencyKey: newIdempotencyKey(),
    }),
  test: (webhook, eventType) =>
    ask("POST", `/v1/webhooks/${id(webhook)}/test`, { query: { wait: "10s" }, body: { event_type: eventType } }),

  deliveries: (webhook, query) => ask("GET", `/v1/webhooks/${id(webhook)}/deliveries`, { query }),
  delivery: (delivery) => ask("GET", `/v1/webhooks/deliveries/${id(delivery)}`, { parse: parseDelivery }),
  retry: (delivery) =>
    ask("POST", `/v1/webhooks/deliveries/${id(delivery)}/retry`, { idempotencyKey: newIdempotencyKey() }),
  cancel: (delivery) => ask("POST", `/v1/webhooks/deliveries/${id(delivery)}/cancel`),

  eventTypes: () => ask("GET", "/v1/webhooks/event-types"),
  statistics: (days) => ask("GET", "/v1/stats", { query: { days } }),
};
