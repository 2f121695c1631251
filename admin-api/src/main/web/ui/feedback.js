/** What pages say while they load, when something fails, and when something was done. */
import { useEffect, useState } from "../lib/hooks.js";
import { button, div, h2, p, part, span } from "../core/dom.js";

const listeners = new Set();
let last = 0;

/** Says what was done, in a place that screen readers follow. */
export function say(text, kind = "good") {
  const message = { text, kind, id: ++last };
  listeners.forEach((listener) => listener(message));
}

/** Says why something was not done. */
export const sayProblem = (error) => say(error.message, "bad");

export const Announcements = part(function Announcements() {
  const [messages, setMessages] = useState([]);
  useEffect(() => {
    const add = (message) => {
      setMessages((old) => [...old.slice(-2), message]);
      setTimeout(() => setMessages((old) => old.filter((other) => other.id !== message.id)), 8000);
    };
    listeners.add(add);
    return () => listeners.delete(add);
  }, []);
  return div(
    { class: "announcements", role: "status", "aria-live": "polite" },
    messages.map((message) => div({ key: message.id, class: `announcement ${message.kind}` }, message.text)),
  );
});

/** Lines that hold the place of what is loading. */
export const Loading = part(({ lines = 4, what = "Loading" }) =>
  div(
    { class: "loading", role: "status" },
    span({ class: "unseen" }, `${what}…`),
    Array.from({ length: lines }, (_, i) => div({ key: i, class: "bone", "aria-hidden": "true" })),
  ),
);

export const Failure = part(({ error, retry }) =>
  div(
    { class: "notice bad", role: "alert" },
    p(error.message),
    retry && button({ type: "button", class: "small", onClick: retry }, "Try again"),
  ),
);

export const Empty = part(({ title, children }) => div({ class: "empty" }, h2(title), children));

export const Notice = part(({ kind = "info", children }) => div({ class: `notice ${kind}` }, children));

/** `content(data)` once there is data; before that what loads or fails. */
export function shown(answer, content, lines) {
  if (answer.data !== null) {
    return [
      answer.error && Failure({ key: "failure", error: answer.error, retry: answer.reload }),
      content(answer.data),
    ];
  }
  if (answer.error) return Failure({ error: answer.error, retry: answer.reload });
  return Loading({ lines });
}
