/** The API key of this browser tab. It is forgotten with the tab, and never in a URL, a cookie or localStorage. */
const ITEM = "webhooks.api-key";
const listeners = new Set();

export const apiKey = () => window.sessionStorage.getItem(ITEM);

export function logIn(key) {
  window.sessionStorage.setItem(ITEM, key);
  listeners.forEach((listener) => listener());
}

export function logOut() {
  window.sessionStorage.removeItem(ITEM);
  listeners.forEach((listener) => listener());
}

/** Calls `listener` at each log-in and log-out; returns what ends that. */
export function onSession(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
