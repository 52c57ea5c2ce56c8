import { DatasetError } from "../../dataset/csvError.ts";
import { indexAnswers } from "../../dataset/indexAnswers.ts";
import { readAnswers } from "../../dataset/readAnswers.ts";
import { readTruth, type Truth } from "../../dataset/readTruth.ts";
import { writeFiles } from "../../dataset/writeFiles.ts";
import type { CategoricalIndex, NumericIndex } from "../campaign/AnswerIndex.ts";
import { categoricalRun } from "./categoricalRun.ts";
import { numericRun } from "./numericRun.ts";
import { outputFiles } from "./outputFiles.ts";
import type { ScoreArguments } from "./parseScoreArguments.ts";
import { progressBar } from "./progressBar.ts";
import type { ScoreReport } from "./ScoreReport.ts";
import { warnOfNumbers } from "./warnOfNumbers.ts";

/**
 * Reads, scores and reports one file of answers, and writes the results if a directory is given.
 *
 * @throws DatasetError when a file or an option cannot be used; nothing is written then.
 */
export async function runScore(args: ScoreArguments): Promise<ScoreReport> {
  const { kind, mode } = args;
  const show = progressBar();
  const begun = performance.now();
  const table = await readAnswers(args.answers, { kind, progress: (fraction) => show("reading", fraction) });
  const truth = args.truth === undefined ? undefined : await readTruth(args.truth, table);
  if (args.gold !== undefined && kind !== "categorical") {
    throw new DatasetError("--gold is for categorical answers; leave it out");
  }
  const gold = args.gold === undefined ? undefined : await readTruth(args.gold, table);
  const labels = table.rows;
  const { index, repeated, contradicting } = indexAnswers(table);
  if (kind === "categorical") warnOfNumbers(table);
  const read = performance.now();
  const progress = (fraction: number) => show("scoring", fraction);
  const { outcome, figures } =
    kind === "categorical"
      ? categoricalRun(
          table,
          { ...index, classes: table.classIds?.size ?? 0, known: knownOf(gold, index.items) } as CategoricalIndex,
          args,
          progress,
        )
      : numericRun(index as NumericIndex, args, progress);
  const done = performance.now();
  show(undefined);
  const report: ScoreReport = {
    kind,
    mode,
    labels,
    items: index.items,
    workers: index.workers,
    repeated,
    contradicting,
    ...(truth && { known: truth.values.size, unanswered: truth.unanswered }),
    ...figures(truth?.values),
    sharedVotes: sharedVotes(outcome.voter),
    readSeconds: (read - begun) / 1000,
    seconds: (done - read) / 1000,
    labelsPerSecond: Math.round((1000 * labels) / (done - read)),
  };
  if (args.out !== undefined) writeFiles(args.out, outputFiles(table, index, outcome, report));
  return report;
}

/** Number of workers who share a vote with others. */
function sharedVotes(voter: ArrayLike<number>): number {
  const shared = new Set<number>();
  for (let w = 0; w < voter.length; w++) if (voter[w] !== w) shared.add(w).add(voter[w]);
  return shared.size;
}

/** Known classes by item, -1 where unknown or where nobody answered that class. */
function knownOf(gold: Truth | undefined, items: number): Int32Array | undefined {
  if (!gold) return undefined;
  const known = new Int32Array(items).fill(-1);
  for (const [item, label] of gold.values) known[item] = label;
  return known;
}
