/** What can be subscribed to. */
import { useState } from "../lib/hooks.js";
import { a, details, div, fragment, h1, h2, input, label, p, part, section, summary, code, span } from "../core/dom.js";
import { api } from "../core/api.js";
import { useAnswer } from "../core/load.js";
import { link } from "../core/router.js";
import { Empty, shown } from "../ui/feedback.js";
import { Source } from "../ui/pieces.js";

const fits = (type, words) => words.every((word) => `${type.type} ${type.description}`.toLowerCase().includes(word));

const Type = (type, opened) =>
  details(
    { key: type.type, open: opened === type.type, class: "type" },
    summary(code(type.type), " ", span({ class: "faint" }, type.description)),
    div(
      { class: "columns even" },
      Source({ title: "Sample event", value: type.sample }),
      Source({ title: "Schema of its data", value: type.schema }),
    ),
    p(a({ href: link(`/event-types/${type.type}`) }, "Link to this type")),
  );

const Category = ({ name, types, opened }) =>
  section(
    { key: name },
    h2({ class: "capital" }, name),
    types.map((type) => Type(type, opened)),
  );

function Catalog({ catalog, words, opened }) {
  const groups = [
    ...catalog.data.map(({ category, event_types: types }) => ({ name: category, types })),
    { name: "about webhooks", types: catalog.system_event_types },
  ]
    .map((group) => ({ ...group, types: group.types.filter((type) => fits(type, words)) }))
    .filter((group) => group.types.length > 0);
  return groups.length === 0
    ? Empty({ title: "Nothing fits" }, p("No event type has these words in its name or description."))
    : fragment(...groups.map((group) => Category({ ...group, opened })));
}

export const EventTypesPage = part(function EventTypesPage({ type }) {
  const answer = useAnswer(() => api.eventTypes(), []);
  const [search, setSearch] = useState(type || "");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return fragment(
    div({ class: "title" }, h1("Event types")),
    p(
      { class: "faint lead" },
      "A webhook asks for types by name (",
      code("call.completed"),
      "), for one level below a name (",
      code("call.*"),
      ", which leaves out ",
      code("call.recording.started"),
      ") or for all (",
      code("*"),
      ").",
    ),
    div(
      { class: "field narrow" },
      label({ for: "search" }, "Search"),
      input({
        id: "search",
        type: "search",
        value: search,
        autocomplete: "off",
        onInput: (event) => setSearch(event.target.value),
      }),
    ),
    shown(answer, (catalog) => Catalog({ catalog, words, opened: type }), 8),
  );
});
