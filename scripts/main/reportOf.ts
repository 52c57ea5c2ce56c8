import { formatEther } from "ethers";

import { accuracyOf } from "./accuracyOf.ts";
import type { MoneyCheck } from "./checkMoney.ts";
import type { GasBook } from "./GasBook.ts";
import type { Crowd } from "./loadCrowd.ts";
import { majorityOf } from "./majorityOf.ts";
import { renderChart } from "./renderChart.ts";
import type { Settled } from "./settleTask.ts";

/** What the report is made from. Money in units of the token. */
export interface ReportInput {
  crowd: Crowd;
  settled: Settled;
  gas: GasBook;
  money: MoneyCheck;
  seconds: number;
}

/** Files of the report by name, and the text for the terminal. */
export async function reportOf(input: ReportInput): Promise<{ files: Record<string, string>; text: string }> {
  const { crowd, settled, gas, money, seconds } = input;
  const { labels, confidences, verdicts, payouts } = settled.prediction;
  const className = (label: number) => (label === 0 ? "" : crowd.classes[label - 1]);
  const votes = majorityOf(crowd.sheets, crowd.classes.length);
  // Ties count 1/n: with a tie of n classes, each of them is right with that chance.
  const known = crowd.truth.filter((truth) => truth !== 0).length;
  const majority =
    votes.reduce((sum, best, item) => sum + (best.includes(crowd.truth[item]) ? 1 / best.length : 0), 0) / known;
  const consensus = accuracyOf(labels, crowd.truth);

  const items = crowd.questions.map((question, i) => ({
    question,
    label: className(labels[i]),
    confidence: Number((confidences[i] / 255).toFixed(3)),
    majority: votes[i].map(className).join("|"),
    truth: className(crowd.truth[i]),
  }));
  const contributors = crowd.workers.map((worker, i) => ({
    contributor: worker,
    quality: Number((verdicts[i].quality / 65_535).toFixed(4)),
    valid: verdicts[i].valid,
    copies: verdicts[i].copies,
    answered: verdicts[i].answered,
    agreementWithTruth: Number(accuracyOf(crowd.sheets[i], crowd.truth).toFixed(4)),
    pay: formatEther(payouts[i]),
  }));
  const settle = gas.mean("settle");
  const summary = {
    accuracy: { majority, consensus },
    correct: { majority: Math.round(majority * known), consensus: Math.round(consensus * known), of: known },
    labels: crowd.answers,
    items: crowd.questions.length,
    contributors: crowd.workers.length,
    gas: { ...gas.means(), settlePerLabel: Number((settle / crowd.answers).toFixed(1)) },
    seconds: Number(seconds.toFixed(1)),
    payoutSum: money.payouts.toString(),
    treasury: money.treasury.toString(),
    refund: money.refund.toString(),
    pool: money.pool.toString(),
  };
  const chart = await renderChart({
    question: "which bird is it?",
    majority,
    consensus,
    contributors: contributors.map((c) => ({
      name: c.contributor,
      accuracy: c.agreementWithTruth,
      pay: Number(c.pay),
      valid: c.valid,
    })),
  });
  const text = textOf(summary, contributors);
  return {
    text,
    files: {
      "labels.csv": toCsv(items),
      "labels.json": `${JSON.stringify(items, null, 2)}\n`,
      "contributors.csv": toCsv(contributors),
      "summary.json": `${JSON.stringify(summary, null, 2)}\n`,
      "report.txt": text,
      "chart.svg": chart,
    },
  };
}

interface Summary {
  accuracy: { majority: number; consensus: number };
  labels: number;
  items: number;
  contributors: number;
  gas: Record<string, number>;
  payoutSum: string;
  treasury: string;
  refund: string;
  pool: string;
}

interface ContributorRow {
  contributor: string;
  quality: number;
  valid: boolean;
  agreementWithTruth: number;
  pay: string;
}

function textOf(summary: Summary, contributors: ContributorRow[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const tokens = (units: string) => `${Number(formatEther(units)).toFixed(2).padStart(9)} AIA`;
  const rows = [...contributors]
    .sort((a, b) => Number(b.pay) - Number(a.pay) || b.quality - a.quality)
    .map((c) => {
      const columns = [
        c.contributor.padStart(11),
        c.quality.toFixed(3).padStart(8),
        percent(c.agreementWithTruth).padStart(8),
        Number(c.pay).toFixed(2).padStart(9),
      ];
      return `${columns.join("  ")}  ${"▇".repeat(Math.round(Number(c.pay) / 5))}${c.valid ? "" : "not beyond chance"}`;
    });
  const gas = Object.entries(summary.gas).map(
    ([action, used]) => `  ${action.padEnd(15)} ${used.toLocaleString("en-US").padStart(12)}`,
  );
  return [
    `${summary.contributors} contributors, ${summary.items} items, ${summary.labels} answers`,
    "",
    "Accuracy against the ground truth",
    `  majority   ${percent(summary.accuracy.majority)}`,
    `  consensus  ${percent(summary.accuracy.consensus)}`,
    "",
    "contributor   quality    true   pay, AIA",
    ...rows,
    "",
    "Money",
    `  pool      ${tokens(summary.pool)}`,
    `  payouts   ${tokens(summary.payoutSum)}`,
    `  treasury  ${tokens(summary.treasury)}`,
    `  refund    ${tokens(summary.refund)}`,
    "",
    "Gas, mean of each action",
    ...gas,
    "",
  ].join("\n");
}

function toCsv(rows: Record<string, string | number | boolean>[]): string {
  const quote = (value: string | number | boolean) => {
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const names = Object.keys(rows[0]);
  return [names.join(), ...rows.map((row) => names.map((name) => quote(row[name])).join()), ""].join("\n");
}
