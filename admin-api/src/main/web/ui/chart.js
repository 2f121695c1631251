/** Lines and bars over days. The figures are also in a table below the plots, for whoever cannot see these. */
import uPlot from "../lib/uplot.js";
import { useEffect, useRef } from "../lib/hooks.js";
import { div, figcaption, figure, part, small, strong } from "../core/dom.js";

const HEIGHT = 170;
const HALF_DAY = 12 * 3600;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function options(series, format, max, width) {
  const grid = { stroke: style("--line"), width: 1 };
  const axis = { stroke: style("--faint"), grid, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  return {
    width,
    height: HEIGHT,
    // Days are UTC days.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { y: false, drag: { x: false, y: false } },
    legend: { show: true },
    // Room for half a bar on either side.
    scales: {
      x: { range: (_, low, high) => [low - HALF_DAY, high + HALF_DAY] },
      y: { range: (_, low, high) => [0, max ?? Math.max(1, (high || 0) * 1.1)] },
    },
    axes: [
      {
        ...axis,
        size: 30,
        space: 60,
        values: (_, ticks) =>
          ticks.map((seconds) =>
            new Date(seconds * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }),
          ),
        incrs: [1, 2, 4, 7, 14, 28, 56].map((days) => days * 86400),
      },
      { ...axis, size: 58, space: 34, values: (_, ticks) => ticks.map(format) },
    ],
    series: [
      {
        label: "Day",
        value: (_, seconds) =>
          seconds === null || seconds === undefined ? "" : new Date(seconds * 1000).toISOString().slice(0, 10),
      },
      ...series.map(({ name, color, bars }) => ({
        label: name,
        stroke: style(color),
        fill: bars ? style(color) : undefined,
        width: bars ? 0 : 2,
        paths: bars ? uPlot.paths.bars({ size: [0.7, 40] }) : undefined,
        points: { show: !bars, size: 5 },
        spanGaps: false,
        value: (_, value) => (value === null || value === undefined ? "–" : format(value)),
      })),
    ],
  };
}

/** `series`: `[{ name, color, values, bars }]`, the colour being a variable of the style sheet. */
export const Chart = part(function Chart({ title, wide = false, now, note, days, series, format, max }) {
  const place = useRef(null);
  useEffect(() => {
    const data = [days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000), ...series.map(({ values }) => values)];
    let plot = null;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(options(series, format, max, Math.max(200, place.current.clientWidth)), data, place.current);
    };
    draw();
    const size = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(200, place.current.clientWidth), height: HEIGHT }),
    );
    size.observe(place.current);
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    return () => {
      size.disconnect();
      dark.removeEventListener("change", draw);
      plot.destroy();
    };
  }, [days, series]);
  return figure(
    { class: wide ? "chart wide" : "chart" },
    figcaption(title, strong(now), note && small({ class: "faint" }, note)),
    div({ ref: place, class: "plot", "aria-hidden": "true" }),
  );
});
