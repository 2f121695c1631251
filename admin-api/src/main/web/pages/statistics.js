/** The five figures of success, now and over time. */
import { a, details, div, fragment, h1, nav, p, part, summary, table, tbody, td, th, thead, tr } from "../core/dom.js";
import { useMemo } from "../lib/hooks.js";
import { api } from "../core/api.js";
import { count, duration, share } from "../core/format.js";
import { useAnswer } from "../core/load.js";
import { link } from "../core/router.js";
import { Chart } from "../ui/chart.js";
import { Notice, shown } from "../ui/feedback.js";

const PERIODS = [7, 30, 90];
const EVERY_MS = 30_000;
const whole = (value) => (Number.isInteger(value) ? count(value) : "");

const Charts = part(function Charts({ statistics }) {
  const days = statistics.events_per_day;
  const plots = useMemo(() => {
    const column = (name) => days.map((day) => day[name]);
    return {
      dates: column("date"),
      success: [{ name: "Success rate", color: "--good", values: column("success_rate") }],
      durations: [
        { name: "Average", color: "--accent", values: column("average_duration_ms") },
        { name: "95th percentile", color: "--warn", values: column("p95_duration_ms") },
      ],
      retries: [{ name: "Retry success", color: "--good", values: column("retry_success_rate") }],
      events: [
        { name: "Deliveries", color: "--accent", values: column("total"), bars: true },
        { name: "of them failed", color: "--bad", values: column("failed"), bars: true },
      ],
      active: [{ name: "Webhooks that got any", color: "--accent", values: column("active_webhooks"), bars: true }],
    };
  }, [days]);
  const common = { days: plots.dates };
  return div(
    { class: "charts" },
    Chart({
      ...common,
      title: "Success rate",
      now: share(statistics.success_rate),
      note: "of what ended as delivered, failed or expired",
      series: plots.success,
      format: share,
      max: 1,
    }),
    Chart({
      ...common,
      title: "Retry success",
      now: share(statistics.retry_success_rate),
      note: "of what needed more than one attempt",
      series: plots.retries,
      format: share,
      max: 1,
    }),
    Chart({
      ...common,
      title: "Duration of an attempt",
      now: duration(statistics.average_duration_ms),
      note: `on average; 95 % within ${duration(statistics.p95_duration_ms)}`,
      series: plots.durations,
      format: duration,
    }),
    Chart({
      ...common,
      title: "Active webhooks",
      now: count(statistics.active_webhooks),
      note: "switched on now",
      series: plots.active,
      format: whole,
    }),
    Chart({
      ...common,
      wide: true,
      title: "Deliveries per day",
      now: count(statistics.total_deliveries),
      note: `in these ${days.length} days; ${count(statistics.pending_deliveries)} pending now`,
      series: plots.events,
      format: whole,
    }),
  );
});

const Table = (days) =>
  details(
    summary("The figures as a table"),
    div(
      { class: "scroll" },
      table(
        thead(
          tr(
            [
              "Day (UTC)",
              "Deliveries",
              "Delivered",
              "Failed",
              "Cancelled",
              "Pending",
              "Success",
              "Retry success",
              "Average",
              "95 %",
              "Active webhooks",
            ].map((name) => th({ key: name, scope: "col", class: name === "Day (UTC)" ? "" : "number" }, name)),
          ),
        ),
        tbody(
          [...days].reverse().map((day) =>
            tr(
              { key: day.date },
              th({ scope: "row" }, day.date),
              [
                count(day.total),
                count(day.delivered),
                count(day.failed),
                count(day.cancelled),
                count(day.pending),
                share(day.success_rate),
                share(day.retry_success_rate),
                duration(day.average_duration_ms),
                duration(day.p95_duration_ms),
                count(day.active_webhooks),
              ].map((text, i) => td({ key: i, class: "number" }, text)),
            ),
          ),
        ),
      ),
    ),
  );

export const StatisticsPage = part(function StatisticsPage({ query }) {
  const days = PERIODS.includes(Number(query.days)) ? Number(query.days) : 30;
  const answer = useAnswer(() => api.statistics(days), [days], EVERY_MS);
  return fragment(
    div(
      { class: "title" },
      h1("Statistics"),
      nav(
        { class: "choice", "aria-label": "Period" },
        PERIODS.map((period) =>
          a(
            {
              key: period,
              href: link("/statistics", { days: period }),
              "aria-current": period === days ? "true" : undefined,
            },
            `${period} days`,
          ),
        ),
      ),
    ),
    shown(
      answer,
      (statistics) =>
        fragment(
          statistics.total_deliveries === 0 && Notice({ kind: "info" }, p("There were no deliveries in this period.")),
          Charts({ statistics }),
          Table(statistics.events_per_day),
        ),
      8,
    ),
  );
});
