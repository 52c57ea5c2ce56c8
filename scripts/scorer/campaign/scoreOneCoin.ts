import type { CategoricalIndex } from "./AnswerIndex.ts";

/** Passes over the answers. */
const ROUNDS = 6;
/** Answers' worth of the average worker that is mixed into every worker's share of right answers. */
const STRENGTH = 4;
/** Odds are kept between 2^-512 and 2^512 by exact powers of two. */
const HUGE = 1.3407807929942597e154;

/**
 * Labels items by a model with one number per worker, the share of right answers; wrong answers fall on the classes as
 * answers do overall (one-coin Dawid–Skene, as in Zhang et al. 2014). For data sets with so many classes that confusion
 * matrices would neither fit the memory nor ever be filled.
 *
 * Only classes that somebody answered can become an item's label; all the others together keep the rest of the probability.
 */
export function scoreOneCoin(index: CategoricalIndex) {
  const { items, workers, starts, worker, value, classes } = index;
  const share = new Float64Array(classes);
  for (const answer of value) share[answer] += 1 / value.length;
  const quality = new Float64Array(workers);
  const label = new Uint16Array(items);
  const confidence = new Float32Array(items);
  const ties = new Map<number, number[]>();
  const odds = new Float64Array(classes);
  const right = new Float64Array(workers);
  const given = new Uint32Array(workers);
  for (let round = 0; round <= ROUNDS; round++) {
    right.fill(0);
    given.fill(0);
    for (let item = 0; item < items; item++) {
      const [begin, end] = [starts[item], starts[item + 1]];
      if (begin === end) continue;
      for (let position = begin; position < end; position++) odds[value[position]] = 0;
      let scale = 1;
      for (let position = begin; position < end; position++) {
        const k = value[position];
        const good = quality[worker[position]];
        if (round === 0) odds[k]++;
        else odds[k] = (odds[k] || share[k] * scale) * (good / ((1 - good) * share[k]));
        if (odds[k] > HUGE) scale = shrink(index, item, odds, scale);
      }
      let [sum, best] = [round === 0 ? 0 : scale, value[begin]];
      for (let position = begin; position < end; position++) {
        const k = value[position];
        if (odds[k] > odds[best] || (odds[k] === odds[best] && k < best)) best = k;
      }
      const seen = new Set(value.subarray(begin, end));
      for (const k of seen) sum += odds[k] - (round === 0 ? 0 : share[k] * scale);
      for (let position = begin; position < end; position++) {
        right[worker[position]] += odds[value[position]] / sum;
        given[worker[position]]++;
      }
      if (round < ROUNDS) continue;
      label[item] = best;
      confidence[item] = Math.min(1, odds[best] / sum);
      const tied = [...seen].filter((k) => odds[k] >= odds[best] * (1 - 1e-9));
      if (tied.length > 1) ties.set(item, tied);
    }
    let [all, answers] = [0, 0];
    for (let w = 0; w < workers; w++) [all, answers] = [all + right[w], answers + given[w]];
    const mean = Math.min(0.99, Math.max(0.01, all / answers));
    for (let w = 0; w < workers; w++) {
      quality[w] = Math.min(0.999, (right[w] + STRENGTH * mean) / (given[w] + STRENGTH));
    }
  }
  return { label, confidence, ties, quality };
}

/** Divides all odds of an item by 2^512. */
function shrink({ starts, value }: CategoricalIndex, item: number, odds: Float64Array, scale: number): number {
  for (const k of new Set(value.subarray(starts[item], starts[item + 1]))) odds[k] /= HUGE;
  return scale / HUGE;
}
