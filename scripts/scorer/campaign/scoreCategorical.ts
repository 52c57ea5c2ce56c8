import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { fitCategorical, type FitCategoricalOptions } from "./fitCategorical.ts";
import { findCopies } from "./findCopies.ts";
import { findSchools } from "./findSchools.ts";
import { itemPosterior } from "./itemPosterior.ts";
import { mergeVoters } from "./mergeVoters.ts";

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
  /** For each worker the one who votes for its clique or group of copies; itself for who is in none. */
  voter: Uint32Array;
}

/** Labels every item of a data set by a model fitted to all of it. */
export function scoreCategorical(index: CategoricalIndex, options: FitCategoricalOptions = {}): CategoricalScores {
  const { answers, voter } = countOnce(index);
  const model = fitCategorical(answers, options);
  const quality = model.quality.map((_, worker) => model.quality[voter[worker]]);
  return { ...labelItems(answers, model), quality, voter };
}

/** Gives every clique and every group of copies a single vote. */
function countOnce(index: CategoricalIndex): { answers: CategoricalIndex; voter: Uint32Array } {
  const voter = Uint32Array.from({ length: index.workers }, (_, worker) => worker);
  let answers = index;
  const clique = findSchools(index);
  if (clique) {
    const first = clique.indexOf(1);
    clique.forEach((member, worker) => {
      if (member) voter[worker] = first;
    });
    answers = mergeVoters(index, voter);
  }
  const original = findCopies(answers);
  if (original.some((first, worker) => first !== worker)) {
    answers = mergeVoters(answers, original);
    voter.forEach((first, worker) => {
      voter[worker] = original[first];
    });
  }
  return { answers, voter };
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
