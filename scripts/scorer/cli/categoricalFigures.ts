import type { AnswerTable } from "../../dataset/AnswerTable.ts";
import type { CategoricalIndex } from "../campaign/AnswerIndex.ts";
import { answersByLabel } from "../statistics/answersByLabel.ts";
import type { CategoricalOutcome } from "./Outcome.ts";
import type { CategoricalFigures } from "./ScoreReport.ts";

const MOST_CLASSES = 100;
const MOST_ITEMS = 10_000;

/** Confusion and confidence of categorical labels, for the report. */
export function categoricalFigures(
  table: AnswerTable,
  index: CategoricalIndex,
  { label, confidence }: CategoricalOutcome,
  truth: Map<number, number> | undefined,
): CategoricalFigures {
  const { items, classes } = index;
  const tenths = new Array<number>(10).fill(0);
  let sum = 0;
  for (let item = 0; item < items; item++) {
    sum += confidence[item];
    tenths[Math.min(9, Math.floor(confidence[item] * 10))]++;
  }
  const figures: CategoricalFigures = {
    classes: Array.from({ length: Math.min(classes, MOST_CLASSES) }, (_, k) => table.classIds?.text(k) ?? ""),
    meanConfidence: sum / items,
    confidenceTenths: tenths,
  };
  if (classes <= MOST_CLASSES) {
    figures.answersByLabel = answersByLabel(index, label);
    if (truth) figures.labelsByTruth = labelsByTruth(classes, label, truth);
  }
  if (items <= MOST_ITEMS) {
    const entries = Array.from({ length: items }, (_, item) => [table.itemIds.text(item), rounded(confidence[item])]);
    figures.confidences = Object.fromEntries(entries) as Record<string, number>;
  }
  return figures;
}

function labelsByTruth(classes: number, label: ArrayLike<number>, truth: Map<number, number>): number[][] {
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [item, known] of truth) if (known >= 0) table[known][label[item]]++;
  return table;
}

function rounded(confidence: number): number {
  return Math.round(confidence * 1e6) / 1e6;
}
