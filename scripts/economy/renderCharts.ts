import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

import type { Outcome } from "./simulateEconomy.ts";

/** Honest passes beside one kind of collusion. */
export interface Comparison {
  readonly honest: Outcome;
  readonly colluding: Outcome;
}

const INK = "#22303c";
const COLOURS = { domain: ["honest", "colluding"], range: ["#1b7f79", "#d1495b"] };
const CONFIG = {
  font: "Helvetica, Arial, sans-serif",
  title: { color: INK, anchor: "start", fontSize: 16 },
  axis: { labelColor: INK, titleColor: INK, gridColor: "#e8ecf0" },
  view: { stroke: null },
} as const;

/** Charts of the comparisons as SVG documents: rewards over time, and what comes back of what is spent. */
export async function renderCharts(comparisons: readonly Comparison[]): Promise<{ rewards: string; returns: string }> {
  const weekly = comparisons.flatMap(({ honest, colluding }) =>
    [honest, colluding].flatMap((outcome, index) =>
      outcome.weekly.map((total, week) => ({
        strategy: colluding.name,
        group: COLOURS.domain[index],
        week: week + 1,
        rewards: inTokens(total),
      })),
    ),
  );
  const returns = comparisons.map(({ colluding: { name, rewards, fees, burned } }) => ({
    strategy: name,
    back: inTokens(rewards) / inTokens(fees + burned),
  }));
  const rewards = await render({
    background: "white",
    padding: 24,
    title: "Rewards of 1,000 honest and 1,000 colluding passes over 90 days, AIA",
    data: { values: weekly },
    facet: { field: "strategy", type: "nominal", sort: null, title: null, header: { labelFontSize: 13 } },
    columns: 2,
    spec: {
      width: 320,
      height: 180,
      mark: { type: "line", strokeWidth: 3, interpolate: "monotone" },
      encoding: {
        x: { field: "week", type: "quantitative", title: "week" },
        y: { field: "rewards", type: "quantitative", title: null, axis: { format: "~s" } },
        color: { field: "group", type: "nominal", scale: COLOURS, title: null },
      },
    },
    resolve: { scale: { y: "independent" } },
    config: CONFIG,
  });
  const left = await render({
    background: "white",
    padding: 24,
    title: "What comes back to 1,000 colluding passes for each AIA they spend",
    width: 560,
    height: 220,
    layer: [
      {
        data: { values: returns },
        mark: { type: "bar", color: COLOURS.range[1], height: 30 },
        encoding: {
          y: { field: "strategy", type: "nominal", sort: null, title: null, axis: { labelFontSize: 13 } },
          x: { field: "back", type: "quantitative", title: "AIA", scale: { domain: [0, 1.1] } },
        },
      },
      {
        data: { values: returns },
        mark: { type: "text", align: "left", dx: 6, color: INK },
        encoding: {
          y: { field: "strategy", type: "nominal", sort: null },
          x: { field: "back", type: "quantitative" },
          text: { field: "back", type: "quantitative", format: ".2f" },
        },
      },
      {
        data: { values: [{ even: 1 }] },
        mark: { type: "rule", color: INK, strokeDash: [6, 4] },
        encoding: { x: { field: "even", type: "quantitative" } },
      },
      {
        data: { values: [{ even: 1, text: "break even" }] },
        mark: { type: "text", align: "right", dx: -6, dy: -96, color: INK },
        encoding: { x: { field: "even", type: "quantitative" }, text: { field: "text" } },
      },
    ],
    config: CONFIG,
  });
  return { rewards, returns: left };
}

async function render(spec: TopLevelSpec): Promise<string> {
  return new vega.View(vega.parse(compile(spec).spec), { renderer: "none" }).toSVG();
}

function inTokens(units: bigint): number {
  return Number(units / 10n ** 14n) / 10_000;
}
