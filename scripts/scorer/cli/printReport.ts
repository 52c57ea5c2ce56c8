import type { ScoreReport } from "./ScoreReport.ts";

/** The report as lines for a person to read. */
export function printReport(report: ScoreReport): string {
  const lines: [string, string][] = [
    ["labels", `${report.labels} by ${report.workers} workers to ${report.items} questions`],
  ];
  if (report.classes > 0) lines.push(["classes", String(report.classes)]);
  if (report.repeated > 0) lines.push(["repeated rows", `${report.repeated}, each counted once`]);
  if (report.contradicting > 0) lines.push(["second answers", `${report.contradicting}, all counted`]);
  if (report.accuracy !== undefined) {
    lines.push(["accuracy", `${(100 * report.accuracy).toFixed(2)}% of ${report.known} known labels`]);
  }
  if (report.mae !== undefined && report.rmse !== undefined) {
    lines.push(["MAE", report.mae.toPrecision(5)], ["RMSE", report.rmse.toPrecision(5)]);
  }
  lines.push(["time", `${report.seconds.toFixed(2)} s, and ${report.readSeconds.toFixed(2)} s to read`]);
  lines.push(["labels per second", String(report.labelsPerSecond)]);
  return lines.map(([name, value]) => `${name.padEnd(18)}${value}`).join("\n");
}
