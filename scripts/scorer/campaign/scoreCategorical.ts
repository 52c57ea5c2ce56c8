import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { countOnce } from "./countOnce.ts";
import { fitCategorical, type FitCategoricalOptions } from "./fitCategorical.ts";
import { itemPosterior } from "./itemPosterior.ts";
import { scoreOneCoin } from "./scoreOneCoin.ts";
import { startThreads, threadsFor } from "./startThreads.ts";

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

/** Cells of 8 bytes that a table of confusions may have whatever the number of answers: a quarter of a gigabyte. */
const SMALL_TABLE = 33_554_432;

/**
 * Labels every item of a data set by a model fitted to all of it: confusion matrices with two grades of difficulty, or with
 * one, or one number per worker, the first of these whose table has no more cells than there are answers (or 33 million).
 */
export function scoreCategorical(index: CategoricalIndex, options: FitCategoricalOptions = {}): CategoricalScores {
  if (!fits(index, 1)) {
    const { answers, voter } = countOnce(index, { cliques: false });
    const scores = scoreOneCoin(answers);
    return { ...scores, quality: scores.quality.map((_, worker) => scores.quality[voter[worker]]), voter };
  }
  const grades = fits(index, 2) ? 2 : 1;
  const threads = options.threads ?? threadsFor(index, grades);
  const started = startThreads(threads - 1);
  const { answers, voter } = countOnce(index, { cliques: true, helper: started[0] });
  const model = fitCategorical(answers, { grades, ...options, threads, started });
  const quality = model.quality.map((_, worker) => model.quality[voter[worker]]);
  return { ...labelItems(answers, model), quality, voter };
}

/** Whether a table of so many grades per class is in proportion to the answers. */
function fits({ workers, classes, value }: CategoricalIndex, grades: 1 | 2): boolean {
  return workers * classes * classes * grades <= Math.max(SMALL_TABLE, value.length);
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
