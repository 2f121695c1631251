/** Which event types a webhook asks for: all, whole levels, single types. */
import { code, div, fieldset, legend, p, part, span } from "../core/dom.js";
import { Check, Fold } from "../ui/fields.js";

const parent = (type) => type.slice(0, type.lastIndexOf("."));

/** Whether `pattern` chooses `type`, as the API reads patterns. */
const chooses = (pattern, type) =>
  pattern === "*" || pattern === type || (pattern.endsWith(".*") && parent(type) === pattern.slice(0, -2));

export const Patterns = part(({ catalog, value, set, problem }) => {
  const all = value.includes("*");
  const toggle = (pattern, on) =>
    set(on ? [...value.filter((other) => other !== pattern), pattern] : value.filter((other) => other !== pattern));
  const categories = [
    ...catalog.data.map(({ category, event_types: types }) => [category, types]),
    ["about webhooks", catalog.system_event_types],
  ];
  const known = new Set([
    "*",
    ...categories.flatMap(([, types]) => types.flatMap(({ type }) => [type, `${parent(type)}.*`])),
  ]);
  return fieldset(
    { class: "patterns-field", "aria-describedby": problem ? "events-problem" : undefined },
    legend("Event types"),
    Check({
      id: "event-all",
      name: "All events",
      help: "also of types that come later",
      checked: all,
      set: (on) => toggle("*", on),
    }),
    categories.map(([category, types]) => Category({ key: category, category, types, value, toggle, all })),
    value
      .filter((pattern) => !known.has(pattern))
      .map((pattern) =>
        Check({
          key: pattern,
          id: `event-${pattern}`,
          name: code(pattern),
          checked: true,
          set: (on) => toggle(pattern, on),
        }),
      ),
    p({ id: "events-problem", class: "problem", "aria-live": "polite" }, problem),
  );
});

const Category = part(({ category, types, value, toggle, all }) => {
  const levels = [...new Set(types.map(({ type }) => parent(type)))];
  const chosen = types.filter(({ type }) => value.some((pattern) => chooses(pattern, type))).length;
  return Fold(
    {
      class: "category",
      title: [span({ class: "capital" }, category), " ", span({ class: "faint" }, `${chosen} of ${types.length}`)],
      open: !all && chosen > 0,
    },
    levels.map((level) => {
      const pattern = `${level}.*`;
      const below = types.filter(({ type }) => parent(type) === level);
      const whole = all || value.includes(pattern);
      return div(
        { key: level },
        Check({
          id: `event-${pattern}`,
          name: ["All ", code(pattern)],
          checked: whole,
          disabled: all,
          set: (on) => toggle(pattern, on),
        }),
        below.map(({ type, description }) =>
          Check({
            key: type,
            id: `event-${type}`,
            name: code(type),
            help: description,
            checked: whole || value.includes(type),
            disabled: whole,
            indented: true,
            set: (on) => toggle(type, on),
          }),
        ),
      );
    }),
  );
});
