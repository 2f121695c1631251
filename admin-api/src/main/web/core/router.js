/** Pages by the part of the address behind '#', so that every page can be linked to and the server needs no routes. */
import { useEffect, useState } from "../lib/hooks.js";

const read = () => {
  const [path, search = ""] = location.hash.replace(/^#/, "").split("?");
  return { path: path || "/", query: Object.fromEntries(new URLSearchParams(search)) };
};

/** `#/webhooks/1?status=failed` */
export function link(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return `#${path}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
}

export const go = (path, query) => {
  location.hash = link(path, query);
};

/** The same page with another query; the way back skips the old one. */
export const replace = (path, query) => {
  history.replaceState(null, "", link(path, query));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
};

/** Where the browser is: `{ path, query }`. */
export function useLocation() {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const onChange = () => setPlace(read());
    window.addEventListener("hashchange", onChange);
    return () => window.removeEventListener("hashchange", onChange);
  }, []);
  return place;
}

/** The values of `:names` of `pattern` in `path`, or null if it does not fit. */
export function match(pattern, path) {
  const names = pattern.split("/");
  const parts = path.split("/");
  if (names.length !== parts.length) return null;
  const values = {};
  for (let i = 0; i < names.length; i++) {
    if (names[i].startsWith(":")) {
      try {
        values[names[i].slice(1)] = decodeURIComponent(parts[i]);
      } catch {
        return null;
      }
    } else if (names[i] !== parts[i]) {
      return null;
    }
  }
  return values;
}
