/** Dialogs: the browser keeps the focus inside and gives it back. */
import { useEffect, useRef } from "../lib/hooks.js";
import { button, code, dialog, div, form, h2, p, part, strong } from "../core/dom.js";
import { Action, Copy } from "./pieces.js";

/**
 * Without `onClose` it stays until its owner takes it away: Chrome closes a dialog at the second Esc, asking nobody, and
 * then it is shown again.
 */
export const Dialog = part(({ title, onClose, children }) => {
  const self = useRef(null);
  useEffect(() => {
    const shown = self.current;
    const before = document.activeElement;
    shown.showModal();
    return () => {
      // While it is open, nothing outside it takes the focus.
      shown.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  return dialog(
    {
      ref: self,
      "aria-labelledby": "dialog-title",
      onCancel: (event) => {
        event.preventDefault();
        onClose?.();
      },
      onClose: ({ currentTarget }) => {
        // Taken away by its owner, it is no longer on the page.
        if (!currentTarget.isConnected) return;
        if (onClose) onClose();
        else currentTarget.showModal();
      },
    },
    h2({ id: "dialog-title" }, title),
    children,
  );
});

/** Asks before something that cannot be undone. */
export const Confirm = part(({ title, action, busyText, run, onClose, danger = false, children }) =>
  Dialog(
    { title, onClose },
    children,
    div(
      { class: "buttons" },
      button({ type: "button", onClick: onClose, autofocus: true }, "Cancel"),
      Action({ class: danger ? "danger" : "primary", run, busyText }, action),
    ),
  ),
);

/** A signing secret, this once. */
export const SecretShown = part(({ title, secret, previousUntil, onClose }) =>
  Dialog(
    { title },
    p(strong("Copy it now."), " It is shown this once; nobody can look it up again."),
    div({ class: "secret" }, code({ id: "secret" }, secret), Copy({ text: secret, what: "secret" })),
    p(
      previousUntil === undefined
        ? "Your endpoint needs it to check the signature of every request."
        : previousUntil
          ? `Requests are signed with both secrets until ${new Date(previousUntil).toLocaleString("en-GB")}. Give the new one to your endpoint before that.`
          : "From now on only the new secret signs.",
    ),
    form(
      {
        method: "dialog",
        class: "buttons",
        onSubmit: (event) => {
          event.preventDefault();
          onClose();
        },
      },
      button({ class: "primary" }, "I have stored it"),
    ),
  ),
);
