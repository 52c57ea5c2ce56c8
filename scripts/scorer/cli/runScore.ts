import { indexAnswers } from "../../dataset/indexAnswers.ts";
import { readAnswers } from "../../dataset/readAnswers.ts";
import { readTruth } from "../../dataset/readTruth.ts";
import type { CategoricalIndex } from "../campaign/AnswerIndex.ts";
import { scoreCategorical } from "../campaign/scoreCategorical.ts";
import { accuracy } from "../statistics/accuracy.ts";
import type { ScoreArguments } from "./parseScoreArguments.ts";
import type { ScoreReport } from "./ScoreReport.ts";

/** Reads, scores and reports one file of answers. */
export async function runScore(args: ScoreArguments): Promise<ScoreReport> {
  const begun = performance.now();
  const table = await readAnswers(args.answers, { kind: args.kind });
  const truth = args.truth === undefined ? undefined : await readTruth(args.truth, table);
  const labels = table.rows;
  const { index, repeated, contradicting } = indexAnswers(table);
  const read = performance.now();
  const categorical = { ...index, classes: table.classIds?.size ?? 0 } as CategoricalIndex;
  const scores = scoreCategorical(categorical);
  const done = performance.now();
  return {
    kind: args.kind,
    mode: args.mode,
    labels,
    items: index.items,
    workers: index.workers,
    classes: categorical.classes,
    repeated,
    contradicting,
    ...(truth && { known: truth.values.size, unanswered: truth.unanswered, accuracy: accuracy(scores, truth.values) }),
    readSeconds: (read - begun) / 1000,
    seconds: (done - read) / 1000,
    labelsPerSecond: Math.round(labels / ((done - read) / 1000)),
  };
}
