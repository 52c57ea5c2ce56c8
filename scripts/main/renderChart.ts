import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** What the chart shows of a contributor. */
export interface ChartContributor {
  name: string;
  /** Share of answers that agree with the truth, which the chain never saw. */
  accuracy: number;
  /** Pay in whole tokens. */
  pay: number;
  valid: boolean;
}

export interface ChartData {
  contributors: ChartContributor[];
  majority: number;
  consensus: number;
  question: string;
}

const INK = "#22303c";
const PAID = "#1b7f79";
const UNPAID = "#d1495b";

/**
 * Draws who was paid what against how right they were, beside the accuracy of majority and consensus.
 *
 * @returns an SVG document
 */
export async function renderChart({ contributors, majority, consensus, question }: ChartData): Promise<string> {
  const spec: TopLevelSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    padding: 24,
    title: {
      text: `${contributors.length} people, one question: ${question}`,
      subtitle: "The contract never saw the truth. It paid by agreement, and agreement found the people who know.",
      anchor: "start",
      fontSize: 20,
      subtitleFontSize: 14,
      offset: 20,
    },
    spacing: 48,
    hconcat: [
      {
        width: 520,
        height: 360,
        title: { text: "Pay of each contributor", anchor: "start", fontSize: 14 },
        layer: [
          {
            data: { values: contributors },
            mark: { type: "circle", size: 140, opacity: 0.8 },
            encoding: {
              x: {
                field: "accuracy",
                type: "quantitative",
                scale: { zero: false, nice: true },
                axis: { format: ".0%", title: "answers that are true" },
              },
              y: { field: "pay", type: "quantitative", axis: { title: "pay, AIA" } },
              color: {
                field: "valid",
                type: "nominal",
                scale: { domain: [true, false], range: [PAID, UNPAID] },
                legend: {
                  title: null,
                  orient: "top-left",
                  labelLimit: 300,
                  labelExpr: "datum.value ? 'agrees beyond chance: paid' : 'no better than chance: not paid'",
                },
              },
            },
          },
        ],
      },
      {
        width: 170,
        height: 360,
        title: { text: "Labels that are true", anchor: "start", fontSize: 14 },
        data: {
          values: [
            { method: "majority", accuracy: majority },
            { method: "consensus", accuracy: consensus },
          ],
        },
        encoding: {
          x: { field: "method", type: "nominal", sort: null, axis: { title: null, labelAngle: 0, labelFontSize: 13 } },
          y: {
            field: "accuracy",
            type: "quantitative",
            scale: { domain: [0, 1] },
            axis: { format: ".0%", title: null },
          },
        },
        layer: [
          {
            mark: { type: "bar", width: 56, cornerRadiusEnd: 4 },
            encoding: {
              color: {
                field: "method",
                type: "nominal",
                scale: { domain: ["majority", "consensus"], range: ["#a9b4c0", PAID] },
                legend: null,
              },
            },
          },
          {
            mark: { type: "text", dy: -10, fontSize: 15, fontWeight: "bold", color: INK },
            encoding: { text: { field: "accuracy", type: "quantitative", format: ".1%" } },
          },
        ],
      },
    ],
    resolve: { scale: { color: "independent" } },
    config: {
      font: "Helvetica, Arial, sans-serif",
      title: { color: INK, subtitleColor: "#5b6b7a" },
      axis: { labelColor: INK, titleColor: INK, gridColor: "#e8ecf0", domainColor: "#c3ccd5", tickColor: "#c3ccd5" },
      legend: { labelFontSize: 12, labelColor: INK },
      view: { stroke: null },
    },
  };
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none" });
  return view.toSVG();
}
