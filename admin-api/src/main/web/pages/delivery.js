/** One delivery: where it stands and why, each attempt, what was sent. */
import { useEffect, useState } from "../lib/hooks.js";
import {
  a,
  dd,
  details,
  div,
  dl,
  dt,
  fragment,
  h1,
  h2,
  li,
  ol,
  p,
  part,
  section,
  span,
  strong,
  summary,
  table,
  tbody,
  td,
  th,
  tr,
} from "../core/dom.js";
import { api } from "../core/api.js";
import { count, dueIn, duration, relative, span as lapse } from "../core/format.js";
import { soon, useAnswer, useNow } from "../core/load.js";
import { link } from "../core/router.js";
import { ENDED, ERRORS, WAITS, waitOf } from "../core/words.js";
import { Confirm } from "../ui/dialogs.js";
import { Notice, say, sayProblem, shown } from "../ui/feedback.js";
import { Action, Badge, Id, Source, Trail, When, status } from "../ui/pieces.js";

const EVERY_MS = 2_000;
const PATIENCE_MS = 20_000;

const hasEnded = (delivery) => ENDED.includes(delivery.status);

/** What holds it back besides time, with what this webhook says of it. */
function hold(delivery, webhook, now) {
  const wait = waitOf(delivery, webhook);
  const [, text] = WAITS[wait] || [null, wait];
  if (wait === "rate_limit" && webhook) {
    return `${text} They are ${count(webhook.rate_limit_per_minute)} per minute and ${count(webhook.rate_limit_per_hour)} per hour.`;
  }
  if (wait === "breaker" && webhook?.breaker_open_until) {
    return `${text} The next probe is let through ${dueIn(webhook.breaker_open_until, now)}.`;
  }
  return text;
}

function standing(delivery, webhook, now) {
  const reason = ERRORS[delivery.error] || delivery.error;
  switch (delivery.status) {
    case "delivered":
      return [
        "good",
        "Delivered. ",
        `The endpoint answered HTTP ${delivery.response_status} to attempt ${delivery.attempt} after ${duration(delivery.duration_ms)}.`,
      ];
    case "failed":
      return [
        "bad",
        "Failed. ",
        `${delivery.attempt} ${delivery.attempt === 1 ? "attempt was" : "attempts were"} made, and no more will be. ${reason}.`,
      ];
    case "expired":
      return ["bad", "Expired. ", `${reason}.`];
    case "cancelled":
      return ["off", "Cancelled. ", `${reason}.`];
    default: {
      const which = `Attempt ${delivery.attempt + 1}${delivery.max_attempts ? ` of ${delivery.max_attempts}` : ""}`;
      if (delivery.waiting_for) return ["warn", `${which} waits. `, hold(delivery, webhook, now)];
      if (delivery.next_attempt_at) {
        const due = new Date(delivery.next_attempt_at).getTime() > now;
        return ["warn", `${which} `, due ? `goes out ${relative(delivery.next_attempt_at, now)}.` : "is due now."];
      }
      return ["wait", `${which} `, "goes out as soon as the webhook has room for another request."];
    }
  }
}

const Standing = part(function Standing({ delivery, webhook, resume }) {
  const now = useNow(!hasEnded(delivery));
  const [kind, lead, text] = standing(delivery, webhook, now);
  return Notice(
    { kind },
    p({ id: "standing" }, strong(lead), text),
    delivery.error_detail && delivery.status !== "delivered" && p({ class: "detail" }, delivery.error_detail),
    waitOf(delivery, webhook) === "paused" && Action({ class: "small", run: resume }, "Resume the webhook"),
    waitOf(delivery, webhook) === "disabled" &&
      p(a({ href: link(`/webhooks/${delivery.webhook_id}`) }, "To the webhook, to switch it on")),
  );
});

const Attempt = (attempt, before, timeout) => {
  const succeeded = attempt.error === null;
  const gap =
    before && (new Date(attempt.attempted_at) - new Date(before.attempted_at) - (before.duration_ms || 0)) / 1000;
  return li(
    { key: `${attempt.run}-${attempt.attempt}`, class: succeeded ? "good" : "bad" },
    div(
      { class: "attempt" },
      strong(`Attempt ${attempt.attempt}`),
      attempt.response_status
        ? Badge({ kind: succeeded ? "good" : "bad" }, `HTTP ${attempt.response_status}`)
        : Badge({ kind: "bad" }, (attempt.error || "").replaceAll("_", " ")),
      span({ class: "faint" }, When({ at: attempt.attempted_at })),
      gap !== undefined && gap !== null && gap >= 0.5 && span({ class: "faint" }, `+${lapse(gap)}`),
      span({ class: "took" }, Bar(attempt.duration_ms, timeout), duration(attempt.duration_ms)),
    ),
    !succeeded && p({ class: "detail" }, attempt.error_detail || ERRORS[attempt.error] || attempt.error),
    details(
      summary("Request and answer"),
      table(
        { class: "headers" },
        tbody(
          Object.entries(attempt.request_headers).map(([name, value]) =>
            tr({ key: name }, th({ scope: "row" }, name), td(value)),
          ),
        ),
      ),
      p({ class: "help" }, "Signatures are left out, and the values of your own headers, which are those the webhook has now."),
      attempt.response_body
        ? Source({ title: `Body of answer ${attempt.attempt}`, value: attempt.response_body, format: false })
        : p({ class: "faint" }, attempt.response_status ? "The answer had no body." : "There was no answer."),
    ),
  );
};

/** How much of the timeout an attempt took; in steps, as styles are in the style sheet alone. */
const Bar = (took, timeout) => {
  const step = Math.max(1, Math.min(10, Math.ceil((10 * (took || 0)) / (timeout || 10_000))));
  return span({ class: "bar", "aria-hidden": "true" }, span({ class: `fill of-${step}` }));
};

const TimeLine = ({ delivery, webhook }) => {
  const runs = [...new Set(delivery.attempts.map(({ run }) => run))];
  return section(
    { "aria-labelledby": "attempts" },
    h2({ id: "attempts" }, "Attempts"),
    delivery.attempts.length === 0 && p({ class: "faint" }, "No attempt has ended yet."),
    runs.map((run) => {
      const attempts = delivery.attempts.filter((attempt) => attempt.run === run);
      return div(
        { key: run },
        runs.length > 1 && p({ class: "run" }, run === 0 ? "First run" : `Run ${run + 1}, asked for again`),
        ol(
          { class: "timeline" },
          attempts.map((attempt, i) => Attempt(attempt, attempts[i - 1], webhook?.timeout_ms)),
          run === delivery.run &&
            !hasEnded(delivery) &&
            delivery.next_attempt_at &&
            li({ class: "next" }, span({ class: "faint" }, "Next attempt ", When({ at: delivery.next_attempt_at }))),
        ),
      );
    }),
  );
};

const fact = (name, value) => [dt(name), dd(value)];

const Facts = (delivery, webhook) =>
  dl(
    { class: "facts" },
    fact("Webhook", a({ href: link(`/webhooks/${delivery.webhook_id}`) }, webhook ? webhook.url : delivery.webhook_id)),
    fact("Delivery id", Id({ value: delivery.id, what: "id of the delivery" })),
    fact("Event id", Id({ value: delivery.event_id, what: "id of the event" })),
    fact("Event happened", When({ at: delivery.occurred_at })),
    fact("Created", When({ at: delivery.created_at })),
    fact("Last change", When({ at: delivery.updated_at })),
  );

const Loaded = part(function Loaded({ delivery, webhook, reload, expect }) {
  const [cancelling, setCancelling] = useState(false);
  const ask = (what, said, change) => async () => {
    try {
      await what();
      say(said);
      expect(change);
      soon(reload);
      await reload();
    } catch (error) {
      sayProblem(error);
    }
  };
  const ended = hasEnded(delivery);
  const retry = ask(
    () => api.retry(delivery.id),
    "It goes out again, from its first attempt.",
    (now) => now.run > delivery.run,
  );
  const cancel = ask(() => api.cancel(delivery.id), "Cancelling. A request that is under way ends as usual.", hasEnded);
  const resume = ask(() => api.resume(delivery.webhook_id), "Resuming. What was collected goes out now.", hasEnded);
  return fragment(
    div(
      { class: "title" },
      div(h1(delivery.event_type), div({ class: "subtitle" }, status({ value: delivery.status }))),
    ),
    Standing({ delivery, webhook, resume }),
    div(
      { class: "buttons actions" },
      ended &&
        Action(
          { class: delivery.status === "delivered" ? "" : "primary", run: retry, busyText: "Sending…" },
          delivery.status === "delivered" ? "Send again" : "Retry now",
        ),
      !ended && Action({ class: "danger quiet", run: async () => setCancelling(true) }, "Cancel the delivery"),
    ),
    div(
      { class: "columns" },
      TimeLine({ delivery, webhook }),
      section(
        { "aria-labelledby": "about" },
        h2({ id: "about" }, "About it"),
        Facts(delivery, webhook),
        delivery.payload === undefined || delivery.payload === null
          ? p({ class: "faint" }, "Its payload is not stored.")
          : Source({ title: "Payload", value: delivery.payload }),
      ),
    ),
    cancelling &&
      Confirm(
        {
          title: "Cancel this delivery?",
          action: "Cancel the delivery",
          danger: true,
          onClose: () => setCancelling(false),
          run: async () => {
            await cancel();
            setCancelling(false);
          },
        },
        p("No further attempt is made. You can still send it again later."),
      ),
  );
});

export const DeliveryPage = part(function DeliveryPage({ id }) {
  const [expected, setExpected] = useState(null);
  const [moving, setMoving] = useState(true);
  const answer = useAnswer(() => api.delivery(id), [id], moving ? EVERY_MS : undefined);
  const delivery = answer.data;
  const webhook = useAnswer(
    () => (delivery ? api.webhook(delivery.webhook_id) : Promise.resolve(null)),
    [delivery?.webhook_id, delivery?.status],
    moving ? EVERY_MS : undefined,
  );
  useEffect(() => {
    if (delivery && expected && expected(delivery)) setExpected(null);
    setMoving(!delivery || !hasEnded(delivery) || expected !== null);
  }, [delivery, expected]);
  useEffect(() => {
    if (!expected) return undefined;
    const timer = setTimeout(() => setExpected(null), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [expected]);
  return fragment(
    Trail({
      steps: [
        ["Webhooks", link("/webhooks")],
        ...(delivery ? [[webhook.data?.url || "Webhook", link(`/webhooks/${delivery.webhook_id}`)]] : []),
      ],
    }),
    delivery === null && h1({ class: "unseen" }, "Delivery"),
    shown(
      answer,
      (loaded) =>
        Loaded({
          delivery: loaded,
          webhook: webhook.data,
          reload: answer.reload,
          expect: (change) => setExpected(() => change),
        }),
      8,
    ),
  );
});
