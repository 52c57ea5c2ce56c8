import type { NumericIndex } from "./AnswerIndex.ts";
import { clampToFences } from "./clampToFences.ts";
import { outlierBound } from "./outlierBound.ts";

/** Answers' worth of average deviation that is mixed into every worker's own. */
const STRENGTH = 1;
/** A worker's deviation from an item's estimate counts for at most so many of the item's standard deviations. */
const MOST_DEVIATION = 1.5;
/** Steps towards the weighted mean of the pulled-in answers in every round. */
const STEPS = 3;

/** The estimate for every item and how far to trust it. */
export interface NumericScores {
  /** In the unit of the answers. */
  estimate: Float64Array;
  /** Standard error of the estimate, in the unit of the answers. */
  error: Float64Array;
  /** Weight of every worker: the inverse of the mean squared deviation, in items' variances; about 1 is usual. */
  quality: Float64Array;
}

export interface ScoreNumericOptions {
  rounds?: number;
  /** Called after each round with the fraction done, 0..1. */
  progress?: (fraction: number) => void;
}

/**
 * Estimates every item's value by a normal model with a variance per item and per worker.
 *
 * It starts at the medians. Each round weighs the workers by the inverse of their mean squared deviation, measured in
 * standard deviations of the item, with a little shrinkage; then every estimate becomes the weighted mean of its answers,
 * those beyond `outlierBound` pulled in to it.
 */
export function scoreNumeric(index: NumericIndex, { rounds = 10, progress }: ScoreNumericOptions = {}): NumericScores {
  const { items, workers, starts, worker } = index;
  const value = index.value.slice();
  const estimate = new Float64Array(items);
  for (let item = 0; item < items; item++)
    estimate[item] = clampToFences(value.subarray(starts[item], starts[item + 1]));
  const fenced = { ...index, value };
  const quality = new Float64Array(workers).fill(1);
  const spread = new Float64Array(items).fill(Infinity);
  for (let round = 0; round < rounds; round++) {
    weighWorkers(fenced, estimate, quality);
    for (let item = 0; item < items; item++) estimateItem(fenced, item, quality, estimate, spread);
    progress?.((round + 1) / rounds);
  }
  const error = spread.map((deviation, item) => {
    let [sum, squares] = [0, 0];
    for (let position = starts[item]; position < starts[item + 1]; position++) {
      const weight = quality[worker[position]];
      sum += weight;
      squares += weight * weight;
    }
    return (deviation * Math.sqrt(squares)) / sum;
  });
  return { estimate, error, quality };
}

/** Sets every worker's weight from the deviations from the present estimates. */
function weighWorkers(
  { items, starts, worker, value }: NumericIndex,
  estimate: Float64Array,
  quality: Float64Array,
): void {
  const squares = new Float64Array(quality.length);
  const counts = new Uint32Array(quality.length);
  let [all, answers] = [0, 0];
  for (let item = 0; item < items; item++) {
    const [begin, end] = [starts[item], starts[item + 1]];
    let variance = 0;
    for (let position = begin; position < end; position++) variance += square(value[position] - estimate[item]);
    const deviation = Math.sqrt(variance / (end - begin));
    if (!(deviation > 0)) continue;
    for (let position = begin; position < end; position++) {
      const off = Math.min(Math.abs(value[position] - estimate[item]) / deviation, MOST_DEVIATION);
      squares[worker[position]] += off * off;
      counts[worker[position]]++;
      all += off * off;
      answers++;
    }
  }
  const usual = answers > 0 ? all / answers : 1;
  for (let w = 0; w < quality.length; w++) {
    quality[w] = (counts[w] + STRENGTH) / (squares[w] + STRENGTH * usual);
  }
}

/** Moves one item's estimate to the weighted mean of its answers and updates the spread that bounds them. */
function estimateItem(
  { starts, worker, value }: NumericIndex,
  item: number,
  quality: Float64Array,
  estimate: Float64Array,
  spread: Float64Array,
): void {
  const [begin, end] = [starts[item], starts[item + 1]];
  const bound = outlierBound(end - begin);
  for (let step = 0; step < STEPS; step++) {
    const most = bound * spread[item];
    let [sum, weighted, squared] = [0, 0, 0];
    for (let position = begin; position < end; position++) {
      const weight = quality[worker[position]];
      const off = Math.max(-most, Math.min(most, value[position] - estimate[item]));
      sum += weight;
      weighted += weight * off;
      squared += weight * off * off;
    }
    spread[item] = Math.sqrt(squared / sum);
    estimate[item] += weighted / sum;
  }
}

/** `x ** 2` may be computed by a power function, which is not exact everywhere. */
function square(x: number): number {
  return x * x;
}
