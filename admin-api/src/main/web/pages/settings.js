/** The form that creates and changes webhooks. The API judges what is typed, so the two never disagree. */
import { useEffect, useRef, useState } from "../lib/hooks.js";
import { a, button, div, form, fragment, h1, p, part } from "../core/dom.js";
import { api, newIdempotencyKey, parseExactly } from "../core/api.js";
import { useAnswer, useSettled } from "../core/load.js";
import { go, link } from "../core/router.js";
import { SecretShown } from "../ui/dialogs.js";
import { Notice, say, shown } from "../ui/feedback.js";
import { Area, Check, Field, Fold, Pairs } from "../ui/fields.js";
import { Trail } from "../ui/pieces.js";
import { Patterns } from "./patterns.js";

const SETTLED_MS = 350;
const NUMBERS = ["max_attempts", "timeout_ms", "max_concurrency", "rate_limit_per_minute", "rate_limit_per_hour"];

const EMPTY = {
  url: "",
  description: "",
  events: [],
  enabled: true,
  max_attempts: "5",
  retry_schedule_seconds: "1, 2, 4, 8, 16",
  timeout_ms: "10000",
  max_concurrency: "10",
  rate_limit_per_minute: "60",
  rate_limit_per_hour: "1000",
  filter: "",
  headers: [],
  metadata: [],
};

const fromWebhook = (webhook) => ({
  ...Object.fromEntries(Object.keys(EMPTY).map((name) => [name, webhook[name]])),
  description: webhook.description || "",
  ...Object.fromEntries(NUMBERS.map((name) => [name, String(webhook[name])])),
  retry_schedule_seconds: webhook.retry_schedule_seconds.join(", "),
  filter: webhook.filter ? JSON.stringify(webhook.filter, null, 2) : "",
  headers: Object.entries(webhook.headers),
  metadata: Object.entries(webhook.metadata),
});

const number = (text) => (String(text).trim() === "" ? null : Number(text));
const entries = (pairs) => Object.fromEntries(pairs.filter(([name, value]) => name !== "" || value !== ""));

/** What is no JSON goes as a text: the API says what it wants instead. */
function json(text) {
  if (text.trim() === "") return null;
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}

/** What the API is asked for. An empty field takes its default. */
const toBody = (values) => ({
  url: values.url.trim() || null,
  description: values.description.trim() || null,
  events: values.events,
  enabled: values.enabled,
  ...Object.fromEntries(NUMBERS.map((name) => [name, number(values[name])])),
  retry_schedule_seconds:
    values.retry_schedule_seconds.trim() === ""
      ? null
      : values.retry_schedule_seconds
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map(Number),
  filter: json(values.filter),
  headers: entries(values.headers),
  metadata: entries(values.metadata),
});

/** `retry_schedule_seconds[2]` and `headers.Host` belong to the fields of that name. */
function byField(problem) {
  const fields = {};
  for (const { field, detail } of problem?.errors || []) {
    const name = field.split(/[.[]/)[0];
    const where = field === name ? "" : `${field.slice(name.length).replace(/^\./, "")}: `;
    fields[name] = fields[name] ? `${fields[name]}; ${where}${detail}` : where + detail;
  }
  return fields;
}

const SettingsForm = part(function SettingsForm({ initial, catalog, submitText, busyText, submit, cancelTo }) {
  const [values, setValues] = useState(initial);
  const [touched, setTouched] = useState({});
  const [all, setAll] = useState(false);
  const [judged, setJudged] = useState(null);
  const [busy, setBusy] = useState(false);
  const self = useRef(null);
  const request = JSON.stringify(toBody(values));
  const settled = useSettled(request, SETTLED_MS);

  useEffect(() => {
    let wanted = true;
    const note = (problem) => wanted && setJudged(problem);
    api.validate(parseExactly(settled)).then(
      () => note(null),
      (problem) => note(problem.errors?.length ? problem : null),
    );
    return () => {
      wanted = false;
    };
  }, [settled]);

  // Where the first refused field is, so is whoever pressed the button.
  useEffect(() => {
    if (all && judged)
      self.current.querySelector("[aria-invalid=true], fieldset[aria-describedby$=problem] input")?.focus();
  }, [all, judged === null]);

  async function onSubmit(event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await submit(parseExactly(request));
    } catch (problem) {
      setJudged(problem);
      setAll(true);
      if (!problem.errors?.length) say(problem.message, "bad");
    }
    setBusy(false);
  }

  const problems = byField(judged);
  const problem = (name) => (all || touched[name] ? problems[name] : undefined);
  const set = (name) => (value) => {
    setValues((old) => ({ ...old, [name]: value }));
    setTouched((old) => ({ ...old, [name]: true }));
  };
  const touch = (name) => () => setTouched((old) => ({ ...old, [name]: true }));
  const field = (name, rest) =>
    Field({
      id: name,
      value: values[name],
      set: set(name),
      blur: values[name] === initial[name] ? undefined : touch(name),
      problem: problem(name),
      ...rest,
    });
  const unnamed = judged && !judged.errors?.length;

  return form(
    { ref: self, class: "settings-form", onSubmit, noValidate: true },
    unnamed && Notice({ kind: "bad" }, p(judged.message)),
    field("url", {
      name: "Endpoint",
      type: "url",
      help: "The HTTPS address that gets the events.",
      placeholder: "https://example.com/webhooks",
      inputmode: "url",
      autocomplete: "off",
      required: true,
      spellcheck: false,
    }),
    field("description", { name: "Description", help: "For you and your colleagues.", autocomplete: "off" }),
    Patterns({ catalog, value: values.events, set: set("events"), problem: problem("events") }),
    Fold(
      {
        title: "Retries and limits",
        wrong: NUMBERS.some(problem) || Boolean(problem("retry_schedule_seconds")),
      },
      div(
        { class: "grid" },
        field("max_attempts", { name: "Attempts at most", type: "number", min: 1 }),
        field("retry_schedule_seconds", {
          name: "Retry after (seconds)",
          help: "One number for each retry; the last one repeats.",
          autocomplete: "off",
        }),
        field("timeout_ms", { name: "Timeout of an attempt (ms)", type: "number", min: 100 }),
        field("max_concurrency", { name: "Requests at once", type: "number", min: 1 }),
        field("rate_limit_per_minute", {
          name: "Requests per minute",
          type: "number",
          min: 1,
          help: "What is over a limit waits; nothing is dropped.",
        }),
        field("rate_limit_per_hour", { name: "Requests per hour", type: "number", min: 1 }),
      ),
    ),
    Fold(
      { title: "Filter", wrong: Boolean(problem("filter")) },
      Area({
        id: "filter",
        name: "Only events whose data match",
        help: "JSON: all members must match, one alternative of each is enough. Empty: all events of these types.",
        placeholder: '{"from": [{"prefix": "+1"}], "duration_seconds": [{"numeric": [">=", 30]}]}',
        rows: 6,
        spellcheck: false,
        autocomplete: "off",
        value: values.filter,
        set: set("filter"),
        blur: values.filter === initial.filter ? undefined : touch("filter"),
        problem: problem("filter"),
      }),
    ),
    Fold(
      { title: "Headers and metadata", wrong: Boolean(problem("headers") || problem("metadata")) },
      Pairs({
        id: "headers",
        name: "Headers of every request",
        help: "Whoever may see this webhook can read them.",
        pairs: values.headers,
        set: set("headers"),
        problem: problem("headers"),
        nameLabel: "Name",
        valueLabel: "Value",
      }),
      Pairs({
        id: "metadata",
        name: "Metadata",
        help: "Notes of your own: kept and shown, never sent.",
        pairs: values.metadata,
        set: set("metadata"),
        problem: problem("metadata"),
        nameLabel: "Key",
        valueLabel: "Text",
      }),
    ),
    Check({
      id: "enabled",
      name: "Switched on",
      help: "A webhook that is off gets no events.",
      checked: values.enabled,
      set: set("enabled"),
    }),
    div(
      { class: "buttons" },
      button({ class: "primary", "aria-disabled": busy ? "true" : undefined }, busy ? busyText : submitText),
      a({ class: "button", href: cancelTo }, "Cancel"),
    ),
  );
});

export const NewPage = part(function NewPage() {
  const catalog = useAnswer(() => api.eventTypes(), []);
  const [created, setCreated] = useState(null);
  const last = useRef({});
  async function submit(body) {
    // Pressed twice, or again after a lost answer, it is the same webhook.
    const text = JSON.stringify(body);
    if (last.current.text !== text) last.current = { text, key: newIdempotencyKey() };
    setCreated(await api.create(body, last.current.key));
  }
  return fragment(
    Trail({ steps: [["Webhooks", link("/webhooks")]] }),
    h1("New webhook"),
    shown(
      catalog,
      (types) =>
        SettingsForm({
          initial: EMPTY,
          catalog: types,
          submitText: "Create the webhook",
          busyText: "Creating…",
          submit,
          cancelTo: link("/webhooks"),
        }),
      8,
    ),
    created &&
      SecretShown({
        title: "Your signing secret",
        secret: created.secret,
        onClose: () => go(`/webhooks/${created.id}`),
      }),
  );
});

export const EditPage = part(function EditPage({ id }) {
  const catalog = useAnswer(() => api.eventTypes(), []);
  const webhook = useAnswer(() => api.webhook(id), [id]);
  const back = link(`/webhooks/${id}`);
  async function submit(body) {
    await api.change(id, body);
    say("Saved. The next attempt uses the new settings.");
    go(`/webhooks/${id}`);
  }
  return fragment(
    Trail({
      steps: [
        ["Webhooks", link("/webhooks")],
        [webhook.data?.url || "Webhook", back],
      ],
    }),
    h1("Edit the webhook"),
    shown(
      webhook,
      (loaded) =>
        shown(
          catalog,
          (types) =>
            SettingsForm({
              initial: fromWebhook(loaded),
              catalog: types,
              submitText: "Save",
              busyText: "Saving…",
              submit,
              cancelTo: back,
            }),
          8,
        ),
      8,
    ),
  );
});
