import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { countItems, type StateCounts } from "./countItems.ts";
import { fitRows } from "./fitRows.ts";

export interface FitCategoricalOptions {
  /** Passes over the answers. */
  rounds?: number;
  /** Called after each pass with the fraction done, 0..1. */
  progress?: (fraction: number) => void;
}

/**
 * Fits soft Dawid–Skene (Dawid & Skene 1979) with two grades of difficulty per class and shrunken rows.
 *
 * @example
 * const model = fitCategorical(index);
 * itemPosterior(index, model, 0, state); // probabilities of item 0
 */
export function fitCategorical(
  index: CategoricalIndex,
  { rounds = 30, progress }: FitCategoricalOptions = {},
): CategoricalModel {
  const { classes, workers, items } = index;
  const states = 2 * classes;
  const model: CategoricalModel = {
    classes,
    states,
    prior: new Float64Array(states),
    population: new Float64Array(states * classes),
    rows: new Float32Array(workers * states * classes),
    quality: new Float64Array(workers),
  };
  const counts: StateCounts = {
    prior: new Float64Array(states),
    rows: new Float64Array(workers * states * classes),
  };
  for (let round = 0; round <= rounds; round++) {
    counts.prior.fill(0);
    counts.rows.fill(0);
    countItems(index, round === 0 ? undefined : model, counts, 0, items);
    fitRows(counts, classes, model);
    progress?.((round + 1) / (rounds + 1));
  }
  return model;
}
