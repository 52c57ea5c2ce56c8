import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import type { School } from "./School.ts";

/** 2^-512 and 2^512: products that fall below the one are multiplied by the other, which changes no digit. */
const TINY = 7.458340731200207e-155;
const HUGE = 1.3407807929942597e154;

/**
 * The probability of every state of one item given its answers, or its known class, as integers in the model's unit.
 *
 * Integers make all later sums exact and so independent of their order. Each is rounded to nearest by itself, so they
 * need not sum to the unit.
 *
 * @param out Receives one integer per state.
 * @param school Whose answers to look at; all by default.
 * @returns The number of answers looked at.
 */
export function itemPosterior(
  index: CategoricalIndex,
  model: CategoricalModel,
  item: number,
  out: Float64Array,
  school?: School,
): number {
  const { starts, worker, value } = index;
  const { classes, states, prior, rows } = model;
  for (let state = 0; state < states; state++) out[state] = prior[state];
  const end = starts[item + 1];
  let answers = 0;
  for (let position = starts[item]; position < end; position++) {
    const answerer = worker[position];
    if (school && school.of[answerer] !== school.side) continue;
    const base = (answerer * classes + value[position]) * 2 * states;
    for (let state = 0; state < states; state++) out[state] *= rows[base + state];
    if ((++answers & 7) === 0) rescale(out, states);
  }
  const known = index.known === undefined ? -1 : index.known[item];
  if (known >= 0) for (let state = 0; state < states; state++) if (state % classes !== known) out[state] = 0;
  let sum = 0;
  for (let state = 0; state < states; state++) sum += out[state];
  const scale = model.unit / sum;
  for (let state = 0; state < states; state++) out[state] = Math.floor(out[state] * scale + 0.5);
  return answers;
}

/** Keeps the largest product away from zero; no factor is below 2^-30, so once in eight answers is enough. */
function rescale(out: Float64Array, states: number): void {
  let largest = 0;
  for (let state = 0; state < states; state++) if (out[state] > largest) largest = out[state];
  if (largest < TINY) for (let state = 0; state < states; state++) out[state] *= HUGE;
}
