/** One webhook: how it is, what can be done with it, its deliveries. */
import { useRef, useState } from "../lib/hooks.js";
import {
  a,
  button,
  code,
  dd,
  details,
  div,
  dl,
  dt,
  fragment,
  h1,
  input,
  label,
  p,
  part,
  span,
  strong,
  summary,
} from "../core/dom.js";
import { api } from "../core/api.js";
import { count, dueIn, duration, share, span as lapse } from "../core/format.js";
import { soon, useAnswer, useNow } from "../core/load.js";
import { go, link } from "../core/router.js";
import { DISABLED } from "../core/words.js";
import { Confirm, SecretShown } from "../ui/dialogs.js";
import { Notice, say, sayProblem, shown } from "../ui/feedback.js";
import { Action, Id, Tile, Trail, When, health } from "../ui/pieces.js";
import { DeliveryList } from "./deliveryList.js";
import { TestDialog } from "./test.js";

const EVERY_MS = 3_000;

const Hints = part(function Hints({ webhook, resume, switchOn }) {
  const now = useNow(Boolean(webhook.breaker_open_until));
  return [
    !webhook.enabled &&
      Notice(
        { kind: "warn" },
        p(
          strong("Switched off. "),
          DISABLED[webhook.disabled_reason] || "It gets no new events; what is queued waits.",
        ),
        Action({ class: "small", run: switchOn }, "Switch on"),
      ),
    webhook.paused &&
      Notice(
        { kind: "warn" },
        p(strong("Paused. "), "No requests are made. Its events are collected and go out when you resume it."),
        Action({ class: "small", run: resume }, "Resume"),
      ),
    webhook.breaker === "open" &&
      Notice(
        { kind: "bad" },
        p(
          strong("The breaker is open. "),
          "The endpoint failed so often in a row that it is left alone for a while; its deliveries wait and lose no attempt. ",
          webhook.breaker_open_until && `The next probe is let through ${dueIn(webhook.breaker_open_until, now)}.`,
        ),
      ),
    webhook.breaker === "half_open" &&
      Notice(
        { kind: "warn" },
        p(strong("The breaker lets one request through "), "to see whether the endpoint works again."),
      ),
    webhook.breaker === "closed" &&
      webhook.failing_since &&
      Notice(
        { kind: "warn" },
        p(strong("No attempt has succeeded "), "since ", When({ at: webhook.failing_since }), "."),
      ),
  ];
});

const Figures = (webhook) =>
  div(
    { class: "tiles" },
    Tile({
      name: "Success rate",
      value: share(webhook.success_rate),
      detail: `${count(webhook.total_deliveries)} deliveries in all`,
    }),
    Tile({
      name: "Delivered",
      value: count(webhook.successful_deliveries),
      detail: ["last ", When({ at: webhook.last_success_at, ago: true })],
    }),
    Tile({
      name: "Failed",
      value: count(webhook.failed_deliveries),
      detail: ["last failed attempt ", When({ at: webhook.last_failure_at, ago: true })],
    }),
    Tile({
      name: "Pending",
      value: count(webhook.pending_deliveries),
      detail: `${count(webhook.cancelled_deliveries)} cancelled`,
    }),
    Tile({
      name: "Average duration",
      value: duration(webhook.average_duration_ms),
      detail: `timeout ${duration(webhook.timeout_ms)}`,
    }),
  );

const fact = (name, value) => [dt(name), dd(value)];

const Settings = (webhook) =>
  details(
    { class: "settings" },
    summary("Settings"),
    dl(
      { class: "facts" },
      fact("Id", Id({ value: webhook.id, what: "id of the webhook" })),
      fact("Event types", span({ class: "patterns" }, webhook.events.join(", "))),
      fact("Filter", webhook.filter ? code({ class: "line" }, JSON.stringify(webhook.filter)) : "none"),
      fact(
        "Rate limits",
        `${count(webhook.rate_limit_per_minute)} per minute, ${count(webhook.rate_limit_per_hour)} per hour`,
      ),
      fact(
        "Attempts",
        `${webhook.max_attempts}, retried after ${webhook.retry_schedule_seconds.map(lapse).join(", ")}`,
      ),
      fact("At once", `${count(webhook.max_concurrency)} requests`),
      fact(
        "Own headers",
        Object.keys(webhook.headers).length
          ? Object.entries(webhook.headers).map(([name, value]) =>
              code({ key: name, class: "line" }, `${name}: ${value}`),
            )
          : "none",
      ),
      fact(
        "Metadata",
        Object.keys(webhook.metadata).length
          ? Object.entries(webhook.metadata).map(([name, value]) =>
              code({ key: name, class: "line" }, `${name}: ${value}`),
            )
          : "none",
      ),
      fact("Created", When({ at: webhook.created_at })),
      fact("Changed", When({ at: webhook.updated_at })),
    ),
  );

const Rotate = part(function Rotate({ webhook, onClose, onRotated }) {
  const [hours, setHours] = useState("24");
  const [problem, setProblem] = useState(null);
  async function run() {
    try {
      onRotated(await api.rotate(webhook.id, hours === "" ? undefined : Number(hours)));
    } catch (error) {
      setProblem(error.fields?.overlap_hours || error.message);
    }
  }
  return Confirm(
    { title: "Rotate the secret", action: "Rotate", busyText: "Rotating…", run, onClose },
    p(
      "A new signing secret is made. The old one signs beside it for a while, so that your endpoint can change over without losing a request.",
    ),
    div(
      { class: "field" },
      label({ for: "overlap" }, "Both secrets sign for (hours)"),
      input({
        id: "overlap",
        type: "number",
        min: 0,
        max: 720,
        value: hours,
        onInput: (event) => setHours(event.target.value),
        "aria-describedby": "overlap-problem",
        "aria-invalid": problem ? "true" : undefined,
      }),
      p({ class: "help" }, "0 ends the old one at once."),
      p({ id: "overlap-problem", class: "problem", role: "alert" }, problem),
    ),
  );
});

const Delete = part(function Delete({ webhook, onClose }) {
  async function run() {
    try {
      await api.remove(webhook.id);
      say(`Deleted ${webhook.url}.`);
      go("/webhooks");
    } catch (error) {
      sayProblem(error);
      onClose();
    }
  }
  return Confirm(
    { title: "Delete this webhook?", action: "Delete the webhook", busyText: "Deleting…", danger: true, run, onClose },
    p(strong(webhook.url)),
    p("Its deliveries and statistics go with it. What is queued is cancelled. This cannot be undone."),
  );
});

const Loaded = part(function Loaded({ webhook, query, reload }) {
  const [open, setOpen] = useState(null);
  const [secret, setSecret] = useState(null);
  const catalog = useAnswer(() => api.eventTypes(), []);
  const close = () => setOpen(null);
  const list = useRef(null);
  const onSent = () => {
    reload();
    list.current?.();
  };
  // The scheduler decides, so the webhook shows it a moment later.
  const ask = (what, said) => async () => {
    try {
      await what();
      say(said);
      soon(reload);
      await reload();
    } catch (error) {
      sayProblem(error);
    }
  };
  const pause = ask(() => api.pause(webhook.id), "Pausing. Requests that are under way end as usual.");
  const resume = ask(() => api.resume(webhook.id), "Resuming. What was collected goes out now.");
  const switchOn = ask(() => api.patch(webhook.id, { enabled: true }), "Switched on.");
  return fragment(
    div(
      { class: "title" },
      div(
        h1({ class: "url" }, webhook.url),
        div(
          { class: "subtitle" },
          health({ value: webhook.health }),
          webhook.description && span({ class: "faint" }, webhook.description),
        ),
      ),
    ),
    div(
      { class: "buttons actions" },
      button({ type: "button", class: "primary", onClick: () => setOpen("test") }, "Send a test event"),
      webhook.paused ? Action({ run: resume }, "Resume") : Action({ run: pause }, "Pause"),
      a({ class: "button", href: link(`/webhooks/${webhook.id}/edit`) }, "Edit"),
      button({ type: "button", onClick: () => setOpen("rotate") }, "Rotate the secret"),
      button({ type: "button", class: "danger quiet", onClick: () => setOpen("delete") }, "Delete"),
    ),
    Hints({ webhook, resume, switchOn }),
    Figures(webhook),
    Settings(webhook),
    DeliveryList({ webhook, list, query, catalog: catalog.data }),
    open === "test" && TestDialog({ webhook, catalog: catalog.data, onSent, onClose: close }),
    open === "rotate" &&
      Rotate({
        webhook,
        onClose: close,
        onRotated: (rotated) => {
          setOpen(null);
          setSecret(rotated);
        },
      }),
    open === "delete" && Delete({ webhook, onClose: close }),
    secret &&
      SecretShown({
        title: "The new secret",
        secret: secret.secret,
        previousUntil: secret.previous_secret_expires_at,
        onClose: () => setSecret(null),
      }),
  );
});

export const WebhookPage = part(function WebhookPage({ id, query }) {
  const answer = useAnswer(() => api.webhook(id), [id], EVERY_MS);
  return fragment(
    Trail({ steps: [["Webhooks", link("/webhooks")]] }),
    answer.data === null && h1({ class: "unseen" }, "Webhook"),
    shown(answer, (webhook) => Loaded({ webhook, query, reload: answer.reload }), 8),
  );
});
