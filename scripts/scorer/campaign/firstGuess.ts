import type { CategoricalIndex } from "./AnswerIndex.ts";
import { UNIT } from "./itemPosterior.ts";

/**
 * Where the fit starts: each class weighs as its share of the item's answers, and an item is the easier the larger the
 * share of its most frequent answer. Same units as `itemPosterior`; all zero for an item without answers.
 *
 * @param states `classes` for one grade of difficulty, twice that for two.
 * @param out Receives one integer per state.
 */
export function firstGuess(index: CategoricalIndex, states: number, item: number, out: Float64Array): void {
  const { starts, value, classes } = index;
  const from = starts[item];
  const end = starts[item + 1];
  out.fill(0);
  for (let position = from; position < end; position++) out[value[position]]++;
  let largest = 0;
  for (let label = 0; label < classes; label++) if (out[label] > largest) largest = out[label];
  const answers = end - from;
  for (let label = 0; label < classes; label++) {
    const share = out[label] / answers;
    const easy = states > classes ? largest / answers : 1;
    out[label] = Math.floor(share * easy * UNIT + 0.5);
    if (states > classes) out[classes + label] = Math.floor(share * (1 - easy) * UNIT + 0.5);
  }
}
