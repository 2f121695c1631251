/** Figures and times as people read them. */

const integer = new Intl.NumberFormat("en");
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const dateTime = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

export const count = (value) => (value === null || value === undefined ? "–" : integer.format(value));
export const share = (value) => (value === null || value === undefined ? "–" : percent.format(value));

export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "–";
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : span(seconds);
}

/** Seconds in the two largest units that matter: `2 min 5 s`. */
export function span(seconds) {
  const whole = Math.round(seconds);
  const units = [
    [86400, "d"],
    [3600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const first = units.findIndex(([size]) => whole >= size);
  if (first < 0) return "0 s";
  let rest = whole;
  return units
    .slice(first, first + 2)
    .map(([size, name]) => {
      const n = Math.floor(rest / size);
      rest -= n * size;
      return n ? `${n} ${name}` : "";
    })
    .filter(Boolean)
    .join(" ");
}

/** The year is only said where it is another one. */
export function localTime(iso) {
  const at = new Date(iso);
  const year = at.getFullYear();
  return year === new Date().getFullYear() ? dateTime.format(at) : `${year}, ${dateTime.format(at)}`;
}

/** `5 min ago`, `in 3 s`. */
export function relative(iso, now = Date.now()) {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  if (Math.abs(seconds) < 1) return "now";
  const size = Math.abs(seconds);
  const rounded =
    size < 60
      ? size
      : size < 3600
        ? Math.floor(size / 60) * 60
        : size < 86400
          ? Math.floor(size / 3600) * 3600
          : Math.floor(size / 86400) * 86400;
  return seconds < 0 ? `${span(rounded)} ago` : `in ${span(rounded)}`;
}

/** When something is due that comes in its own time: `in 3 s`, or any moment. */
export const dueIn = (iso, now) => (new Date(iso).getTime() - now < 1000 ? "any moment" : relative(iso, now));

/** JSON with a line for each member; what is no JSON stays as it is. */
export function pretty(value) {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
