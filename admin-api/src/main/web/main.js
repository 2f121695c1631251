/** The frame around the pages. */
import { render } from "./lib/preact.js";
import { useEffect, useRef, useState } from "./lib/hooks.js";
import { a, button, div, form, fragment, h1, header, input, label, main, nav, p, part } from "./core/dom.js";
import { api } from "./core/api.js";
import { go, link, match, useLocation } from "./core/router.js";
import { apiKey, logOut, onSession } from "./core/session.js";
import { Announcements, say } from "./ui/feedback.js";
import { DeliveryPage } from "./pages/delivery.js";
import { EditPage, NewPage } from "./pages/settings.js";
import { EventTypesPage } from "./pages/eventTypes.js";
import { LoginPage } from "./pages/login.js";
import { StatisticsPage } from "./pages/statistics.js";
import { WebhookPage } from "./pages/webhook.js";
import { WebhooksPage } from "./pages/webhooks.js";

const PAGES = [
  ["/", WebhooksPage, "Webhooks"],
  ["/webhooks", WebhooksPage, "Webhooks"],
  ["/webhooks/new", NewPage, "New webhook"],
  ["/webhooks/:id", WebhookPage, "Webhook"],
  ["/webhooks/:id/edit", EditPage, "Edit a webhook"],
  ["/deliveries/:id", DeliveryPage, "Delivery"],
  ["/event-types", EventTypesPage, "Event types"],
  ["/event-types/:type", EventTypesPage, "Event types"],
  ["/statistics", StatisticsPage, "Statistics"],
];

const MENU = [
  ["/webhooks", "Webhooks", ["/", "/webhooks", "/deliveries"]],
  ["/event-types", "Event types", ["/event-types"]],
  ["/statistics", "Statistics", ["/statistics"]],
];

const isUnder = (path, prefix) => path === prefix || (prefix !== "/" && path.startsWith(`${prefix}/`));

const titleOf = (path) => (PAGES.find(([pattern]) => match(pattern, path)) || [])[2] || "No such page";

function page(place) {
  for (const [pattern, Page] of PAGES) {
    const values = match(pattern, place.path);
    if (values) return Page({ ...values, query: place.query });
  }
  return fragment(
    h1("There is no such page"),
    p("The address may be misspelt. ", a({ href: link("/webhooks") }, "To the webhooks")),
  );
}

/** Goes to a delivery or a webhook by its id, such as the one in a request's X-IRISX-Delivery header. */
const Find = part(function Find() {
  const [id, setId] = useState("");
  async function submit(event) {
    event.preventDefault();
    const wanted = id.trim();
    if (!wanted) return;
    try {
      await api.delivery(wanted);
      go(`/deliveries/${encodeURIComponent(wanted)}`);
      setId("");
    } catch (notDelivery) {
      try {
        await api.webhook(wanted);
        go(`/webhooks/${encodeURIComponent(wanted)}`);
        setId("");
      } catch (error) {
        say(error.status === 404 ? "No delivery and no webhook has this id." : error.message, "bad");
      }
    }
  }
  return form(
    { class: "find", role: "search", onSubmit: submit },
    label({ class: "unseen", for: "find" }, "Find a delivery or a webhook by its id"),
    input({
      id: "find",
      type: "search",
      value: id,
      placeholder: "Delivery or webhook id",
      autocomplete: "off",
      spellcheck: false,
      onInput: (event) => setId(event.target.value),
    }),
  );
});

const Frame = part(function Frame() {
  const place = useLocation();
  const content = useRef(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${titleOf(place.path)} · Webhooks`;
    // Whoever reads by ear or moves by keyboard is taken to the new page, not left in the old menu.
    if (!first.current) {
      content.current.focus();
      window.scrollTo(0, 0);
    }
    first.current = false;
  }, [place.path]);
  return fragment(
    a(
      {
        class: "skip",
        href: "#content",
        onClick: (event) => {
          event.preventDefault();
          content.current.focus();
        },
      },
      "Skip to the content",
    ),
    header(
      { class: "top" },
      a({ class: "brand", href: link("/webhooks") }, "IRISX"),
      nav(
        { "aria-label": "Pages" },
        MENU.map(([path, text, parts]) =>
          a(
            {
              key: path,
              href: link(path),
              "aria-current": parts.some((prefix) => isUnder(place.path, prefix)) ? "page" : undefined,
            },
            text,
          ),
        ),
        a({ href: "docs" }, "API"),
      ),
      Find(),
      button({ type: "button", class: "quiet", onClick: logOut }, "Log out"),
    ),
    main({ id: "content", ref: content, tabIndex: -1 }, div({ key: place.path }, page(place))),
  );
});

const App = part(function App() {
  const [key, setKey] = useState(apiKey());
  useEffect(() => onSession(() => setKey(apiKey())), []);
  return fragment(key ? Frame() : LoginPage(), Announcements());
});

render(App(), document.getElementById("app"));
