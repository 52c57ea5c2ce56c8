import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { countItems } from "./countItems.ts";
import { emptyModel } from "./emptyModel.ts";
import { fitPopulation } from "./fitPopulation.ts";
import { fitRows } from "./fitRows.ts";
import { sumRows } from "./sumRows.ts";

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
  { grades = 2, rounds = 6, progress }: FitCategoricalOptions = {},
): CategoricalModel {
  const model = emptyModel(index, grades);
  const states = new Float64Array(model.states);
  const rows = new Float64Array(model.states * model.classes);
  const everybody = { from: 0, to: index.workers };
  for (let round = 0; round <= rounds; round++) {
    states.fill(0);
    countItems(index, model, states, { first: round === 0, from: 0, to: index.items });
    sumRows([model], rows, everybody);
    fitRows([model], fitPopulation(model, states, rows), everybody);
    progress?.((round + 1) / (rounds + 1));
  }
  return model;
}
