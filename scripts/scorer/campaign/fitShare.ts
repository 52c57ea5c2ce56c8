import type { CategoricalIndex } from "./AnswerIndex.ts";
import { Barrier } from "./Barrier.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { countItems } from "./countItems.ts";
import { fitPopulation } from "./fitPopulation.ts";
import { fitRows } from "./fitRows.ts";
import { sumRows } from "./sumRows.ts";

/** What the threads that fit one model share; all memory is shared memory. */
export interface FitPlan {
  index: CategoricalIndex;
  /** Passes over the answers after the first. */
  rounds: number;
  /** One model per thread: tables of their own, one and the same `quality`. */
  models: CategoricalModel[];
  /** Per thread, sums of states and of rows; see `countItems` and `sumRows`. */
  sums: { states: Float64Array; rows: Float64Array }[];
  /** Memory of a `Barrier`. */
  barrier: SharedArrayBuffer;
}

/**
 * One thread's share of fitting a model: a part of the items, then a part of the workers, round by round.
 *
 * What threads add up are integers, so the result does not depend on how many there are.
 *
 * @param part The number of this thread, from 0.
 */
export function fitShare(
  { index, rounds, models, sums, barrier: memory }: FitPlan,
  part: number,
  progress?: (fraction: number) => void,
): void {
  const parts = models.length;
  const barrier = new Barrier(memory, parts);
  const model = models[part];
  const items = { from: shareOf(index.items, part, parts), to: shareOf(index.items, part + 1, parts) };
  const workers = { from: shareOf(index.workers, part, parts), to: shareOf(index.workers, part + 1, parts) };
  // This thread's counts come first: there `sumRows` gathers what the others counted.
  const ownFirst = [model, ...models.filter((other) => other !== model)];
  for (let round = 0; round <= rounds; round++) {
    sums[part].states.fill(0);
    countItems(index, model, sums[part].states, { first: round === 0, ...items });
    barrier.wait();
    sumRows(ownFirst, sums[part].rows, workers);
    barrier.wait();
    const meanError = fitPopulation(
      model,
      total(sums.map(({ states }) => states)),
      total(sums.map(({ rows }) => rows)),
    );
    fitRows(ownFirst, meanError, workers);
    barrier.wait();
    progress?.((round + 1) / (rounds + 1));
  }
}

/** Where the share of a part begins when `count` things are shared out. */
function shareOf(count: number, part: number, parts: number): number {
  return Math.floor((count * part) / parts);
}

function total(arrays: Float64Array[]): Float64Array {
  return arrays[0].map((_, j) => arrays.reduce((sum, array) => sum + array[j], 0));
}
