/** All webhooks, with how they are. */
import { a, div, fragment, h1, p, part, small, span, table, tbody, td, th, thead, tr } from "../core/dom.js";
import { api } from "../core/api.js";
import { count, duration, share } from "../core/format.js";
import { useAnswer } from "../core/load.js";
import { link } from "../core/router.js";
import { Empty, shown } from "../ui/feedback.js";
import { When, health } from "../ui/pieces.js";

const EVERY_MS = 10_000;

const Row = ({ webhook }) =>
  tr(
    { key: webhook.id },
    td({ "data-label": "Health" }, health({ value: webhook.health })),
    td(
      { class: "main" },
      a({ href: link(`/webhooks/${webhook.id}`) }, webhook.url),
      webhook.description && small({ class: "faint line" }, webhook.description),
    ),
    td({ "data-label": "Events" }, span({ class: "patterns" }, summaryOf(webhook.events))),
    td({ "data-label": "Success", class: "number" }, share(webhook.success_rate)),
    td({ "data-label": "Failed", class: "number" }, count(webhook.failed_deliveries)),
    td({ "data-label": "Pending", class: "number" }, count(webhook.pending_deliveries)),
    td({ "data-label": "Average", class: "number" }, duration(webhook.average_duration_ms)),
    td({ "data-label": "Last success" }, When({ at: webhook.last_success_at, ago: true })),
    td({ "data-label": "Last failure" }, When({ at: webhook.last_failure_at, ago: true })),
  );

const summaryOf = (events) =>
  events.length > 3 ? `${events.slice(0, 3).join(", ")} and ${events.length - 3} more` : events.join(", ");

const List = ({ page, cursor }) =>
  page.data.length === 0 && !cursor
    ? Empty(
        { title: "No webhooks yet" },
        p(
          "A webhook is an HTTPS address of yours and the event types it wants. Create one, send it a test event, and see what it answered.",
        ),
        p(a({ class: "button primary", href: link("/webhooks/new") }, "Create a webhook")),
      )
    : fragment(
        div(
          { class: "scroll" },
          table(
            { class: "cards" },
            thead(
              tr(
                th({ scope: "col" }, "Health"),
                th({ scope: "col" }, "Endpoint"),
                th({ scope: "col" }, "Events"),
                th({ scope: "col", class: "number" }, "Success"),
                th({ scope: "col", class: "number" }, "Failed"),
                th({ scope: "col", class: "number" }, "Pending"),
                th({ scope: "col", class: "number" }, "Average"),
                th({ scope: "col" }, "Last success"),
                th({ scope: "col" }, "Last failure"),
              ),
            ),
            tbody(page.data.map((webhook) => Row({ webhook }))),
          ),
        ),
        div(
          { class: "pager" },
          cursor && a({ class: "button", href: link("/webhooks") }, "Newest"),
          page.next_cursor && a({ class: "button", href: link("/webhooks", { cursor: page.next_cursor }) }, "Older"),
        ),
      );

export const WebhooksPage = part(function WebhooksPage({ query }) {
  const answer = useAnswer(() => api.webhooks(query.cursor), [query.cursor], EVERY_MS);
  return fragment(
    div(
      { class: "title" },
      h1("Webhooks"),
      a({ class: "button primary", href: link("/webhooks/new") }, "Create a webhook"),
    ),
    shown(answer, (page) => List({ page, cursor: query.cursor })),
  );
});
