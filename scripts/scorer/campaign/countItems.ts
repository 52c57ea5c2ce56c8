import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { firstGuess } from "./firstGuess.ts";
import { itemPosterior } from "./itemPosterior.ts";
import type { School } from "./School.ts";

export interface CountItemsOptions {
  /** Whether to judge by shares of the answers, as long as the model is empty. */
  first: boolean;
  /** Whose answers to look at; all by default. */
  school?: School;
  /** First item. */
  from: number;
  /** One after the last item. */
  to: number;
}

/**
 * One pass over some items: finds each one's state and adds it to the model's counts of those who answered.
 *
 * @param sums The states' sums over the items, in the model's unit, are added to these.
 */
export function countItems(
  index: CategoricalIndex,
  model: CategoricalModel,
  sums: Float64Array,
  { first, school, from, to }: CountItemsOptions,
): void {
  const { starts, worker, value, classes } = index;
  const { states, counts } = model;
  const state = new Float64Array(states);
  const whole = new Int32Array(states);
  for (let item = from; item < to; item++) {
    const answers = first
      ? firstGuess(index, model, item, state, school)
      : itemPosterior(index, model, item, state, school);
    if (answers === 0) continue;
    for (let s = 0; s < states; s++) {
      whole[s] = state[s];
      sums[s] += state[s];
    }
    const end = starts[item + 1];
    for (let position = starts[item]; position < end; position++) {
      const answerer = worker[position];
      if (school && school.of[answerer] !== school.side) continue;
      const base = (answerer * classes + value[position]) * 2 * states + states;
      for (let s = 0; s < states; s++) counts[base + s] += whole[s];
    }
  }
}
