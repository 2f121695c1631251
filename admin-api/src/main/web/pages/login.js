/** The door: an API key is tried out, then kept for this tab. */
import { useEffect, useRef, useState } from "../lib/hooks.js";
import { button, div, form, h1, input, label, main, p, part } from "../core/dom.js";
import { api } from "../core/api.js";
import { logIn } from "../core/session.js";

export const LoginPage = part(function LoginPage() {
  const [key, setKey] = useState("");
  const [visible, setVisible] = useState(false);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useEffect(() => {
    document.title = "Webhooks";
    field.current.focus();
  }, []);

  async function submit(event) {
    event.preventDefault();
    const given = key.trim();
    if (!given) {
      setProblem("Enter an API key.");
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await api.checkKey(given);
      logIn(given);
    } catch (error) {
      setProblem(error.status === 401 ? "This key is not valid. It may have been revoked." : error.message);
      setBusy(false);
    }
  }

  return main(
    { id: "content", class: "login", tabIndex: -1 },
    h1("Webhooks"),
    p({ class: "faint" }, "Your endpoints, what was delivered to them, and what was not."),
    form(
      { onSubmit: submit, class: "card", noValidate: true },
      div(
        { class: "field" },
        label({ for: "key" }, "API key"),
        div(
          { class: "joined" },
          input({
            id: "key",
            type: visible ? "text" : "password",
            value: key,
            autocomplete: "off",
            spellcheck: false,
            ref: field,
            onInput: (event) => setKey(event.target.value),
            "aria-invalid": problem ? "true" : undefined,
            "aria-describedby": "key-help key-problem",
          }),
          button(
            { type: "button", "aria-pressed": String(visible), onClick: () => setVisible(!visible) },
            visible ? "Hide" : "Show",
          ),
        ),
        p({ id: "key-help", class: "help" }, "The key stays in this browser tab and is forgotten with it."),
        p({ id: "key-problem", class: "problem", role: "alert" }, problem),
      ),
      button({ class: "primary", "aria-disabled": busy ? "true" : undefined }, busy ? "Checking…" : "Log in"),
    ),
  );
});
