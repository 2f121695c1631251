/** Elements as functions: `p({ class: "lead" }, "text", strong("more"))`. Attributes come first and may be left out. */
import { Fragment, h, isValidElement } from "../lib/preact.js";

const isAttributes = (part) =>
  part !== null && typeof part === "object" && !Array.isArray(part) && !isValidElement(part);

const tag =
  (type) =>
  (...parts) =>
    isAttributes(parts[0]) ? h(type, parts[0], ...parts.slice(1)) : h(type, null, ...parts);

/** A component used as the elements are. */
export const part = tag;

export const fragment = (...children) => h(Fragment, null, ...children);

export const a = tag("a");
export const abbr = tag("abbr");
export const article = tag("article");
export const button = tag("button");
export const code = tag("code");
export const dd = tag("dd");
export const details = tag("details");
export const dialog = tag("dialog");
export const div = tag("div");
export const dl = tag("dl");
export const dt = tag("dt");
export const fieldset = tag("fieldset");
export const figcaption = tag("figcaption");
export const figure = tag("figure");
export const form = tag("form");
export const h1 = tag("h1");
export const h2 = tag("h2");
export const h3 = tag("h3");
export const header = tag("header");
export const input = tag("input");
export const label = tag("label");
export const legend = tag("legend");
export const li = tag("li");
export const main = tag("main");
export const nav = tag("nav");
export const ol = tag("ol");
export const optgroup = tag("optgroup");
export const option = tag("option");
export const p = tag("p");
export const pre = tag("pre");
export const section = tag("section");
export const select = tag("select");
export const small = tag("small");
export const span = tag("span");
export const strong = tag("strong");
export const summary = tag("summary");
export const table = tag("table");
export const tbody = tag("tbody");
export const td = tag("td");
export const textarea = tag("textarea");
export const th = tag("th");
export const thead = tag("thead");
export const time = tag("time");
export const tr = tag("tr");
export const ul = tag("ul");
