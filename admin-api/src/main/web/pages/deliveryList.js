/** The deliveries of a webhook: filters in the address, page by page. */
import { useState } from "../lib/hooks.js";
import {
  a,
  button,
  div,
  form,
  fragment,
  h2,
  input,
  label,
  optgroup,
  option,
  p,
  part,
  section,
  select,
  small,
  span,
  table,
  tbody,
  td,
  th,
  thead,
  tr,
} from "../core/dom.js";
import { api } from "../core/api.js";
import { duration, relative } from "../core/format.js";
import { useAnswer } from "../core/load.js";
import { link, replace } from "../core/router.js";
import { ERRORS, STATUS, WAITS, waitOf } from "../core/words.js";
import { Empty, say, shown } from "../ui/feedback.js";
import { Action, When, status } from "../ui/pieces.js";

const EVERY_MS = 3_000;
const PAGE = 25;

const toInput = (iso) => {
  if (!iso) return "";
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? ""
    : new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const toIso = (local) => (local ? new Date(local).toISOString() : undefined);

export const TypeOptions = (catalog) => [
  ...(catalog?.data || []).map((category) =>
    optgroup(
      { key: category.category, label: category.category },
      category.event_types.map(({ type }) => option({ key: type, value: type }, type)),
    ),
  ),
  catalog &&
    optgroup(
      { key: "", label: "about webhooks" },
      catalog.system_event_types.map(({ type }) => option({ key: type, value: type }, type)),
    ),
];

const Filters = ({ query, set, catalog }) =>
  form(
    { class: "filters", "aria-label": "Filter the deliveries", onSubmit: (event) => event.preventDefault() },
    div(
      { class: "field" },
      label({ for: "status" }, "Status"),
      select(
        { id: "status", value: query.status || "", onChange: (event) => set({ status: event.target.value }) },
        option({ value: "" }, "All"),
        Object.entries(STATUS).map(([value, [, text]]) => option({ key: value, value }, text)),
      ),
    ),
    div(
      { class: "field" },
      label({ for: "event-type" }, "Event type"),
      select(
        {
          id: "event-type",
          value: query.event_type || "",
          onChange: (event) => set({ event_type: event.target.value }),
        },
        option({ value: "" }, "All"),
        TypeOptions(catalog),
      ),
    ),
    div(
      { class: "field" },
      label({ for: "since" }, "Created since"),
      input({
        id: "since",
        type: "datetime-local",
        value: toInput(query.since),
        onChange: (event) => set({ since: toIso(event.target.value) }),
      }),
    ),
    div(
      { class: "field" },
      label({ for: "until" }, "Created until"),
      input({
        id: "until",
        type: "datetime-local",
        value: toInput(query.until),
        onChange: (event) => set({ until: toIso(event.target.value) }),
      }),
    ),
    isFiltered(query) && button({ type: "button", class: "quiet", onClick: () => set(null) }, "Clear"),
  );

const isFiltered = (query) => Boolean(query.status || query.event_type || query.since || query.until);

function result(delivery) {
  if (delivery.response_status) return `HTTP ${delivery.response_status}`;
  return delivery.error
    ? span({ title: ERRORS[delivery.error] || "" }, delivery.error.replaceAll("_", " "))
    : span({ class: "faint" }, "–");
}

function next(delivery, webhook) {
  const wait = waitOf(delivery, webhook);
  if (wait) return span({ title: WAITS[wait]?.[1] || "" }, `waits: ${WAITS[wait]?.[0] || wait}`);
  return delivery.next_attempt_at ? relative(delivery.next_attempt_at) : span({ class: "faint" }, "–");
}

const Row = (delivery, webhook) =>
  tr(
    { key: delivery.id },
    td({ "data-label": "Status" }, status({ value: delivery.status })),
    td(
      { class: "main" },
      a({ href: link(`/deliveries/${delivery.id}`) }, delivery.event_type),
      small({ class: "faint line id-line" }, delivery.event_id),
    ),
    td({ "data-label": "Created" }, When({ at: delivery.created_at })),
    td(
      { "data-label": "Attempts", class: "number" },
      delivery.max_attempts ? `${delivery.attempt} of ${delivery.max_attempts}` : String(delivery.attempt),
    ),
    td({ "data-label": "Answer" }, result(delivery)),
    td({ "data-label": "Took", class: "number" }, duration(delivery.duration_ms)),
    td({ "data-label": "Next try" }, next(delivery, webhook)),
  );

/** After an outage: everything on this page that failed goes out again. */
const RetryAll = part(function RetryAll({ deliveries, reload }) {
  const [done, setDone] = useState(0);
  const failed = deliveries.filter(({ status: value }) => value === "failed" || value === "expired");
  if (failed.length === 0) return null;
  async function run() {
    let sent = 0;
    let problem = null;
    for (const delivery of failed) {
      try {
        await api.retry(delivery.id);
        setDone(++sent);
      } catch (error) {
        problem = error;
      }
    }
    setDone(0);
    say(
      problem
        ? `${sent} of ${failed.length} go out again. ${problem.message}`
        : `${sent} ${sent === 1 ? "delivery goes" : "deliveries go"} out again.`,
      problem ? "bad" : "good",
    );
    reload();
  }
  return Action(
    { class: "small", run, busyText: `Retrying ${done} of ${failed.length}…` },
    `Retry the ${failed.length} failed on this page`,
  );
});

const List = ({ page, webhook, query, path, reload }) =>
  page.data.length === 0
    ? Empty(
        { title: isFiltered(query) || query.cursor ? "Nothing fits" : "No deliveries yet" },
        p(
          isFiltered(query) || query.cursor
            ? "No delivery of this webhook fits these filters."
            : "They appear here as soon as an event fits. Send a test event to see one now.",
        ),
      )
    : fragment(
        div(
          { class: "scroll" },
          table(
            { class: "cards" },
            thead(
              tr(
                th({ scope: "col" }, "Status"),
                th({ scope: "col" }, "Event"),
                th({ scope: "col" }, "Created"),
                th({ scope: "col", class: "number" }, "Attempts"),
                th({ scope: "col" }, "Answer"),
                th({ scope: "col", class: "number" }, "Took"),
                th({ scope: "col" }, "Next try"),
              ),
            ),
            tbody(page.data.map((delivery) => Row(delivery, webhook))),
          ),
        ),
        div(
          { class: "pager" },
          RetryAll({ deliveries: page.data, reload }),
          span({ class: "spring" }),
          query.cursor && a({ class: "button", href: link(path, { ...query, cursor: undefined }) }, "Newest"),
          page.next_cursor && a({ class: "button", href: link(path, { ...query, cursor: page.next_cursor }) }, "Older"),
        ),
      );

export const DeliveryList = part(function DeliveryList({ webhook, list, query, catalog }) {
  const path = `/webhooks/${webhook.id}`;
  const answer = useAnswer(
    () => api.deliveries(webhook.id, { ...query, limit: PAGE }),
    [webhook.id, JSON.stringify(query)],
    query.cursor ? undefined : EVERY_MS,
  );
  list.current = answer.reload;
  // A page of one filter is no page of another.
  const set = (change) => replace(path, change === null ? {} : { ...query, cursor: undefined, ...change });
  return section(
    { "aria-labelledby": "deliveries" },
    h2({ id: "deliveries" }, "Deliveries"),
    Filters({ query, set, catalog }),
    shown(answer, (page) => List({ page, webhook, query, path, reload: answer.reload }), 6),
  );
});
