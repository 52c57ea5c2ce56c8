import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import type { School } from "./School.ts";

/**
 * Where the fit starts: each class weighs as its share of the item's answers, and an item is the easier the larger the
 * share of its most frequent answer. A known class has all the weight.
 *
 * @param out Receives one integer per state, in the model's unit.
 * @param school Whose answers to look at; all by default.
 * @returns The number of answers looked at.
 */
export function firstGuess(
  { starts, worker, value, classes, known }: CategoricalIndex,
  { states, unit }: CategoricalModel,
  item: number,
  out: Float64Array,
  school?: School,
): number {
  const end = starts[item + 1];
  let answers = 0;
  out.fill(0);
  for (let position = starts[item]; position < end; position++) {
    if (school && school.of[worker[position]] !== school.side) continue;
    answers++;
    out[value[position]]++;
  }
  if (answers === 0) return 0;
  let largest = 0;
  for (let label = 0; label < classes; label++) if (out[label] > largest) largest = out[label];
  if (known !== undefined && known[item] >= 0) {
    largest = out[known[item]];
    out.fill(0);
    out[known[item]] = answers;
  }
  const easy = states > classes ? largest / answers : 1;
  for (let label = 0; label < classes; label++) {
    const share = out[label] / answers;
    out[label] = Math.floor(share * easy * unit + 0.5);
    if (states > classes) out[classes + label] = Math.floor(share * (1 - easy) * unit + 0.5);
  }
  return answers;
}
