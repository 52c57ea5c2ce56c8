import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { fitCategorical, type FitCategoricalOptions } from "./fitCategorical.ts";
import { itemPosterior } from "./itemPosterior.ts";

/** The label of every item and how sure it is. */
export interface CategoricalScores {
  /** The most probable class of each item; among equally probable ones the first. */
  label: Uint16Array;
  /** The probability of that class, 0..1. */
  confidence: Float32Array;
  /** All equally probable classes, for the items that have more than one. */
  ties: Map<number, number[]>;
  /** Share of each worker's answers that are right, as estimated, 0..1. */
  quality: Float64Array;
}

/** Labels every item of a data set by a model fitted to all of it. */
export function scoreCategorical(index: CategoricalIndex, options: FitCategoricalOptions = {}): CategoricalScores {
  const model = fitCategorical(index, options);
  return { ...labelItems(index, model), quality: model.quality };
}

function labelItems(index: CategoricalIndex, model: CategoricalModel) {
  const { items, classes } = index;
  const label = new Uint16Array(items);
  const confidence = new Float32Array(items);
  const ties = new Map<number, number[]>();
  const state = new Float64Array(model.states);
  for (let item = 0; item < items; item++) {
    itemPosterior(index, model, item, state);
    let [sum, best, equal] = [0, 0, 0];
    for (let k = 0; k < classes; k++) {
      for (let s = k + classes; s < model.states; s += classes) state[k] += state[s];
      sum += state[k];
      if (state[k] > state[best]) [best, equal] = [k, 1];
      else if (state[k] === state[best]) equal++;
    }
    label[item] = best;
    confidence[item] = state[best] / sum;
    if (equal > 1) {
      const tied: number[] = [];
      for (let k = best; k < classes; k++) if (state[k] === state[best]) tied.push(k);
      ties.set(item, tied);
    }
  }
  return { label, confidence, ties };
}
