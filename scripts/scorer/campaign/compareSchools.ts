import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { itemPosterior } from "./itemPosterior.ts";

/** How every worker's answers meet the consensus of each school, leaving the worker's own answers out of it. */
export interface SchoolComparison {
  /** Per school: counts per worker, answer and class of the consensus, in items. */
  tables: [Float64Array, Float64Array];
  /** Consensus of the one school against that of the other, `a * classes + b`, over items that both answered. */
  together: Float64Array;
  /** Number of those items. */
  shared: number;
  /** Per school: of those items the known ones that its consensus is right about, in items. */
  right: [number, number];
  /** Number of known ones among those items. */
  known: number;
}

/**
 * One pass over all items that compares every worker with two schools.
 *
 * @param of The school of each worker, 0 or 1.
 * @param known Classes known beforehand, -1 where not; they judge the schools and do not enter their consensus.
 * @param models One-grade models of the schools that share one table of rows.
 */
export function compareSchools(
  index: CategoricalIndex,
  of: Uint8Array,
  models: [CategoricalModel, CategoricalModel],
  known?: Int32Array,
): SchoolComparison {
  const { items, workers, classes, starts, worker, value } = index;
  const size = workers * classes * classes;
  const tables: [Float64Array, Float64Array] = [new Float64Array(size), new Float64Array(size)];
  const together = new Float64Array(classes * classes);
  const rows = models[0].rows;
  const consensus = [new Float64Array(classes), new Float64Array(classes)];
  const without = new Float64Array(classes);
  const answers = [0, 0];
  const right: [number, number] = [0, 0];
  let [shared, knownItems] = [0, 0];
  for (let item = 0; item < items; item++) {
    for (const side of [0, 1] as const) {
      const state = consensus[side];
      answers[side] = itemPosterior(index, models[side], item, state, { of, side });
      let sum = 0;
      for (let k = 0; k < classes; k++) sum += state[k];
      for (let k = 0; k < classes; k++) state[k] /= sum;
    }
    if (answers[0] > 0 && answers[1] > 0) {
      shared++;
      const label = known?.[item] ?? -1;
      if (label >= 0) knownItems++;
      if (label >= 0) for (const side of [0, 1] as const) right[side] += consensus[side][label];
      for (let a = 0; a < classes; a++)
        for (let b = 0; b < classes; b++) together[a * classes + b] += consensus[0][a] * consensus[1][b];
    }
    for (let position = starts[item]; position < starts[item + 1]; position++) {
      const answerer = worker[position];
      const base = (answerer * classes + value[position]) * classes;
      for (const side of [0, 1] as const) {
        const member = of[answerer] === side;
        if (answers[side] === (member ? 1 : 0)) continue;
        if (!member) for (let k = 0; k < classes; k++) tables[side][base + k] += consensus[side][k];
        else {
          let sum = 0;
          for (let k = 0; k < classes; k++) sum += without[k] = consensus[side][k] / rows[2 * base + k];
          for (let k = 0; k < classes; k++) tables[side][base + k] += without[k] / sum;
        }
      }
    }
  }
  return { tables, together, shared, right, known: knownItems };
}
