/** Small pieces that several pages use. */
import { useEffect, useRef, useState } from "../lib/hooks.js";
import { a, button, code, div, figcaption, figure, part, pre, span, time } from "../core/dom.js";
import { localTime, pretty, relative } from "../core/format.js";
import { HEALTH, STATUS } from "../core/words.js";

export const Badge = part(({ kind, title, children }) => span({ class: `badge ${kind}`, title }, children));

export function Health({ value }) {
  const [kind, text, title] = HEALTH[value] || ["off", value];
  return Badge({ kind, title }, text);
}

export function Status({ value }) {
  const [kind, text] = STATUS[value] || ["off", value];
  return Badge({ kind }, text);
}

export const health = part(Health);
export const status = part(Status);

/** A time as the reader's clock shows it; the exact one on hover. */
export const When = part(({ at, ago = false }) =>
  at ? time({ dateTime: at, title: at }, ago ? relative(at) : localTime(at)) : span({ class: "faint" }, "–"),
);

/** A button that is busy, and cannot be pressed again, while what it started runs. */
export const Action = part(({ run, children, busyText, ...rest }) => {
  const [busy, setBusy] = useState(false);
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);
  const onClick = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await run();
    } finally {
      if (mounted.current) setBusy(false);
    }
  };
  return button(
    {
      type: "button",
      ...rest,
      onClick,
      "aria-disabled": busy ? "true" : undefined,
      "aria-busy": busy ? "true" : undefined,
    },
    busy && busyText ? busyText : children,
  );
});

/** Says on itself what became of it: in a dialog, nothing else is heard. */
export const Copy = part(function Copy({ text, what }) {
  const [said, setSaid] = useState(null);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(null), 3000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select it to copy");
    }
  };
  return button(
    { type: "button", class: "small quiet", onClick: copy, "aria-live": "polite" },
    said || "Copy",
    !said && span({ class: "unseen" }, ` the ${what}`),
  );
});

/** An id, short enough for a line, whole when copied. */
export const Id = part(({ value, what }) => span({ class: "id" }, code(value), Copy({ text: value, what })));

/** Text from outside. It is only ever text: never parsed as markup. */
export const Source = part(({ title, value, format = true }) => {
  const text = format ? pretty(value) : value;
  return figure(
    { class: "source" },
    figcaption(span(title), Copy({ text, what: title.toLowerCase() })),
    pre({ tabIndex: 0, "aria-label": title }, code(text)),
  );
});

export const Tile = part(({ name, value, detail }) =>
  div(
    { class: "tile" },
    span({ class: "name" }, name),
    span({ class: "value" }, value),
    detail && span({ class: "detail" }, detail),
  ),
);

export const Trail = part(({ steps }) =>
  div(
    { class: "trail" },
    steps.map(([text, href]) => a({ key: href, href }, text)),
  ),
);
