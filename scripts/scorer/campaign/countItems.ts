import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { firstGuess } from "./firstGuess.ts";
import { itemPosterior } from "./itemPosterior.ts";

/** Sums over items of the states' probabilities, in units of 2^-20; all are integers below 2^53, hence exact. */
export interface StateCounts {
  /** Per state. */
  prior: Float64Array;
  /** Per worker, answer and state, laid out as `CategoricalModel.rows`. */
  rows: Float64Array;
}

/**
 * One pass over the items `from` to `to`: finds each item's state and adds it to the counts of those who answered.
 *
 * @param model The model to judge by, or undefined in the first round.
 */
export function countItems(
  index: CategoricalIndex,
  model: CategoricalModel | undefined,
  counts: StateCounts,
  from: number,
  to: number,
): void {
  const { starts, worker, value, classes } = index;
  const states = counts.prior.length;
  const state = new Float64Array(states);
  for (let item = from; item < to; item++) {
    const begin = starts[item];
    const end = starts[item + 1];
    if (begin === end) continue;
    if (model) itemPosterior(index, model, item, state);
    else firstGuess(index, states, item, state);
    for (let s = 0; s < states; s++) counts.prior[s] += state[s];
    for (let position = begin; position < end; position++) {
      const base = (worker[position] * classes + value[position]) * states;
      for (let s = 0; s < states; s++) counts.rows[base + s] += state[s];
    }
  }
}
