import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { countItems, type StateCounts } from "./countItems.ts";
import { emptyModel } from "./emptyModel.ts";
import { fitRows } from "./fitRows.ts";

export interface FitCategoricalOptions {
  /** Grades of difficulty per class. */
  grades?: 1 | 2;
  /** Passes over the answers. */
  rounds?: number;
  /** Called after each pass with the fraction done, 0..1. */
  progress?: (fraction: number) => void;
}

/**
 * Fits soft Dawid–Skene (Dawid & Skene 1979) with shrunken rows, and easy and hard items told apart.
 *
 * @example
 * const model = fitCategorical(index);
 * itemPosterior(index, model, 0, state); // probabilities of item 0
 */
export function fitCategorical(
  index: CategoricalIndex,
  { grades = 2, rounds = 8, progress }: FitCategoricalOptions = {},
): CategoricalModel {
  const model = emptyModel(index, grades);
  const counts: StateCounts = {
    prior: new Float64Array(model.states),
    rows: new Float64Array(model.rows.length),
  };
  for (let round = 0; round <= rounds; round++) {
    counts.prior.fill(0);
    counts.rows.fill(0);
    countItems(index, counts, { model: round === 0 ? undefined : model, from: 0, to: index.items });
    fitRows(counts, model);
    progress?.((round + 1) / (rounds + 1));
  }
  return model;
}
