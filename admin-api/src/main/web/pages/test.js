/** A sample event, sent through everything a real one goes through, and what came of it. */
import { useState } from "../lib/hooks.js";
import { a, button, dd, div, dl, dt, fragment, label, option, p, part, select } from "../core/dom.js";
import { api } from "../core/api.js";
import { duration } from "../core/format.js";
import { link } from "../core/router.js";
import { ERRORS, WAITS } from "../core/words.js";
import { Dialog } from "../ui/dialogs.js";
import { Action, Source, status } from "../ui/pieces.js";
import { TypeOptions } from "./deliveryList.js";

function meaning(result) {
  if (result.status === "delivered") return `The endpoint took it: HTTP ${result.response_status}.`;
  if (result.waiting_for) return `It waits: ${WAITS[result.waiting_for]?.[1] || result.waiting_for}`;
  if (result.attempt > 0)
    return `${ERRORS[result.error] || result.error}.${result.status === "retrying" ? " It is retried." : ""}`;
  return "It is on its way; no attempt has ended within ten seconds.";
}

const Result = (result) =>
  div(
    { class: "result", role: "status" },
    p(status({ value: result.status }), " ", meaning(result)),
    dl(
      { class: "facts" },
      dt("Answer"),
      dd(result.response_status ? `HTTP ${result.response_status}` : "none"),
      dt("Took"),
      dd(duration(result.duration_ms)),
      result.error_detail && [dt("Detail"), dd(result.error_detail)],
    ),
    result.response_body && Source({ title: "Body of the answer", value: result.response_body, format: false }),
  );

export const TestDialog = part(function TestDialog({ webhook, catalog, onSent, onClose }) {
  const [type, setType] = useState("");
  const [result, setResult] = useState(null);
  const [problem, setProblem] = useState(null);
  async function run() {
    setProblem(null);
    setResult(null);
    try {
      setResult(await api.test(webhook.id, type || undefined));
      onSent();
    } catch (error) {
      setProblem(error.message);
    }
  }
  return Dialog(
    { title: "Send a test event", onClose },
    p("The sample of an event type goes to the endpoint, signed like every other."),
    div(
      { class: "field" },
      label({ for: "test-type" }, "Event type"),
      select(
        { id: "test-type", value: type, onChange: (event) => setType(event.target.value) },
        option({ value: "" }, "The first it subscribes to"),
        TypeOptions(catalog),
      ),
    ),
    p({ class: "problem", role: "alert" }, problem),
    result && Result(result),
    div(
      { class: "buttons" },
      button({ type: "button", onClick: onClose }, "Close"),
      result && a({ class: "button", href: link(`/deliveries/${result.delivery_id}`) }, "To the delivery"),
      Action({ class: "primary", run, busyText: "Waiting for the answer…" }, result ? "Send another" : "Send"),
    ),
  );
});
