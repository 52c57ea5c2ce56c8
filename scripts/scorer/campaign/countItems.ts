import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { firstGuess } from "./firstGuess.ts";
import { itemPosterior } from "./itemPosterior.ts";
import type { School } from "./School.ts";

/** Sums over items of the states' probabilities, in units of 2^-20; all are integers below 2^53, hence exact. */
export interface StateCounts {
  /** Per state. */
  prior: Float64Array;
  /** Per worker, answer and state, laid out as `CategoricalModel.rows`. */
  rows: Float64Array;
}

export interface CountItemsOptions {
  /** The model to judge by; none in the first round. */
  model?: CategoricalModel;
  /** Whose answers to look at; all by default. */
  school?: School;
  /** First item. */
  from: number;
  /** One after the last item. */
  to: number;
}

/** One pass over some items: finds each one's state and adds it to the counts of those who answered. */
export function countItems(
  index: CategoricalIndex,
  counts: StateCounts,
  { model, school, from, to }: CountItemsOptions,
): void {
  const { starts, worker, value, classes } = index;
  const { prior, rows } = counts;
  const states = prior.length;
  const state = new Float64Array(states);
  for (let item = from; item < to; item++) {
    const begin = starts[item];
    const end = starts[item + 1];
    const answers = model
      ? itemPosterior(index, model, item, state, school)
      : firstGuess(index, states, item, state, school);
    if (answers === 0) continue;
    for (let s = 0; s < states; s++) prior[s] += state[s];
    for (let position = begin; position < end; position++) {
      const answerer = worker[position];
      if (school && school.of[answerer] !== school.side) continue;
      const base = (answerer * classes + value[position]) * states;
      for (let s = 0; s < states; s++) rows[base + s] += state[s];
    }
  }
}
