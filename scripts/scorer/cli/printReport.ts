import type { CategoricalFigures, ScoreReport } from "./ScoreReport.ts";

/** Tables wider than this do not fit a terminal. */
const WIDEST_TABLE = 10;

/** The report as lines for a person to read. */
export function printReport(report: ScoreReport): string {
  const { labels, workers, items, known, accuracy, mae, rmse, categorical } = report;
  const lines = [line("labels", `${labels} by ${workers} workers to ${items} questions`)];
  if (report.repeated > 0) lines.push(line("repeated rows", `${report.repeated}, each answer counted once`));
  if (report.contradicting > 0) {
    const counted = report.mode === "campaign" ? "all counted" : "none counted";
    lines.push(line("second answers", `${report.contradicting}, ${counted}`));
  }
  if (report.sharedVotes > 0) lines.push(line("copies", `${report.sharedVotes} workers share votes`));
  if (known === 0) lines.push(line("accuracy", "no question with a known answer was answered"));
  if (accuracy !== undefined) lines.push(line("accuracy", `${(100 * accuracy).toFixed(2)}% of ${known} known labels`));
  if (mae !== undefined) lines.push(line("MAE", `${mae.toPrecision(5)} over ${known} known values`));
  if (rmse !== undefined) lines.push(line("RMSE", rmse.toPrecision(5)));
  lines.push(line("Krippendorff alpha", figure(report.alpha)));
  if (report.fleissKappa !== undefined) lines.push(line("Fleiss kappa", figure(report.fleissKappa)));
  if (categorical) lines.push(...confidenceLines(categorical));
  lines.push(line("time", `${report.seconds.toFixed(2)} s, and ${report.readSeconds.toFixed(2)} s to read`));
  lines.push(line("labels per second", String(report.labelsPerSecond)));
  return lines.join("\n");
}

function confidenceLines({ classes, meanConfidence, answersByLabel }: CategoricalFigures): string[] {
  const lines = [line("mean confidence", meanConfidence.toFixed(3))];
  if (!answersByLabel || classes.length > WIDEST_TABLE) return lines;
  const names = classes.map((name) => (name.length > 8 ? `${name.slice(0, 7)}…` : name));
  lines.push("answers (columns, %) to the questions of each label (rows)");
  lines.push(["", ...names].map((name) => name.padStart(9)).join(""));
  answersByLabel.forEach((row, label) => {
    const sum = row.reduce((total, count) => total + count, 0);
    const shares = row.map((count) => (sum > 0 ? ((100 * count) / sum).toFixed(1) : "-"));
    lines.push([names[label], ...shares].map((cell) => cell.padStart(9)).join(""));
  });
  return lines;
}

function line(name: string, value: string): string {
  return `${name.padEnd(20)}${value}`;
}

function figure(value: number | null): string {
  return value === null ? "needs questions with two answers" : value.toFixed(3);
}
