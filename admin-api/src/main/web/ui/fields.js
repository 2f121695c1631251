/** Fields of forms, each with its label, its help and what is wrong with it. */
import { useEffect, useState } from "../lib/hooks.js";
import {
  button,
  details,
  div,
  fieldset,
  input,
  label,
  legend,
  p,
  part,
  span,
  summary,
  textarea,
} from "../core/dom.js";

const described = (id, help, problem) =>
  [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;

const Problem = (id, problem) => p({ id: `${id}-problem`, class: "problem", "aria-live": "polite" }, problem);

const Labelled = (control, { id, name, help, problem, set, blur, ...rest }) =>
  div(
    { class: "field" },
    label({ for: id }, name),
    control({
      id,
      onInput: (event) => set(event.target.value),
      onBlur: blur,
      "aria-invalid": problem ? "true" : undefined,
      "aria-describedby": described(id, help, problem),
      ...rest,
    }),
    help && p({ id: `${id}-help`, class: "help" }, help),
    Problem(id, problem),
  );

export const Field = part(({ type = "text", ...rest }) => Labelled(input, { type, ...rest }));

/** For text of several lines. */
export const Area = part((rest) => Labelled(textarea, rest));

export const Check = part(({ id, name, help, checked, set, disabled, indented }) =>
  div(
    { class: `check${indented ? " indented" : ""}` },
    input({
      id,
      type: "checkbox",
      checked,
      disabled,
      onChange: (event) => set(event.target.checked),
      "aria-describedby": help ? `${id}-help` : undefined,
    }),
    label({ for: id }, name),
    help && span({ id: `${id}-help`, class: "faint" }, help),
  ),
);

/** A part of a form that can be folded away. It opens by itself when something in it is wrong, and never closes so. */
export const Fold = part(function Fold({ title, open, wrong, children, ...rest }) {
  const [opened, setOpened] = useState(Boolean(open));
  useEffect(() => {
    if (wrong) setOpened(true);
  }, [wrong]);
  return details(
    { ...rest, open: opened, onToggle: (event) => setOpened(event.currentTarget.open) },
    summary(title),
    children,
  );
});

/** Names and values; `pairs` is a list of `[name, value]`. */
export const Pairs = part(({ id, name, help, problem, pairs, set, nameLabel, valueLabel }) => {
  const change = (i, j, text) =>
    set(pairs.map((pair, k) => (k === i ? (j === 0 ? [text, pair[1]] : [pair[0], text]) : pair)));
  return fieldset(
    { class: "pairs", "aria-describedby": described(id, help, problem) },
    legend(name),
    help && p({ id: `${id}-help`, class: "help" }, help),
    pairs.map(([first, second], i) =>
      div(
        { key: i, class: "pair" },
        input({
          type: "text",
          id: `${id}-${i}`,
          value: first,
          placeholder: nameLabel,
          "aria-label": `${nameLabel} ${i + 1}`,
          autocomplete: "off",
          onInput: (event) => change(i, 0, event.target.value),
        }),
        input({
          type: "text",
          value: second,
          placeholder: valueLabel,
          "aria-label": `${valueLabel} ${i + 1}`,
          autocomplete: "off",
          onInput: (event) => change(i, 1, event.target.value),
        }),
        button(
          {
            type: "button",
            class: "small quiet",
            onClick: () => set(pairs.filter((_, k) => k !== i)),
            "aria-label": `Remove ${first || `line ${i + 1}`}`,
          },
          "Remove",
        ),
      ),
    ),
    button(
      { type: "button", class: "small", onClick: () => set([...pairs, ["", ""]]) },
      `Add`,
      span({ class: "unseen" }, ` to ${name}`),
    ),
    Problem(id, problem),
  );
});
