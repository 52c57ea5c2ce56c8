import { CHAUVENET } from "./chauvenetTable.ts";
import {
  FRACTION,
  MODEL_PROFILE,
  MOST_VALUE,
  NUMERIC_PRIORS,
  NUMERIC_ROUNDS,
  NUMERIC_WEIGHT,
  RESIDUAL,
  SKIPPED,
  VARIANCE,
} from "./constants.ts";
import { profileOf } from "./profileOf.ts";
import type { NumericSheets } from "./types.ts";

/** A fitted numeric model, values in 1/256 above the declared minimum. */
export interface NumericFit {
  /** -1 where there is neither gold nor an answer. */
  values: Float64Array;
  /** Spread of each item's answers. */
  spread: Float64Array;
  answers: Uint32Array;
  /** Undivided weight of each row. */
  weights: Float64Array;
  /** Σ weight / copies of the item's rows. */
  weightSum: Float64Array;
  /** The value of entry e's item without the row that owns e; -1 when it is not judged. */
  withoutOwn: Float64Array;
}

/**
 * A normal model per item with row weights from residuals: starts at medians, residuals in units of the item's
 * interquartile range and clamped by Chauvenet's criterion, inverse-variance weights shrunk towards the population's.
 */
export function fitNumeric(data: NumericSheets, copies: Uint32Array): NumericFit {
  const { rows, items, rowStart, item } = data;
  const profiles = Array.from(data.sheets, profileOf);
  const x = Float64Array.from(data.answer, (v) => (v - data.minimum) * FRACTION);
  const answers = new Uint32Array(items);
  for (const i of item) answers[i]++;
  const known = data.gold.map((v) => (v === SKIPPED ? 0 : 1));
  const { values, spread } = startAtMedians(x, item, answers);
  for (let i = 0; i < items; i++) if (known[i]) values[i] = (data.gold[i] - data.minimum) * FRACTION;
  const bound = spread.map((s, i) => Math.floor((CHAUVENET[Math.min(answers[i], 255)] * s) / RESIDUAL));
  let weights = new Float64Array(rows);
  const weightSum = new Float64Array(items);
  const sums: bigint[] = new Array<bigint>(items).fill(0n);
  const clamped = new Float64Array(x.length);
  for (let round = 0; round < NUMERIC_ROUNDS; round++) {
    weights = weigh(data, x, values, spread, answers, profiles, copies);
    weightSum.fill(0);
    sums.fill(0n);
    for (let r = 0; r < rows; r++) {
      const weight = Math.floor(weights[r] / copies[r]);
      for (let e = rowStart[r]; e < rowStart[r + 1]; e++) {
        const i = item[e];
        clamped[e] = Math.min(Math.max(x[e], values[i] - bound[i]), values[i] + bound[i]);
        weightSum[i] += weight;
        sums[i] += BigInt(weight) * BigInt(clamped[e]);
      }
    }
    for (let i = 0; i < items; i++) if (!known[i] && answers[i] > 0) values[i] = Number(sums[i] / BigInt(weightSum[i]));
  }
  const withoutOwn = new Float64Array(x.length).fill(-1);
  for (let r = 0; r < rows; r++)
    for (let e = rowStart[r]; e < rowStart[r + 1]; e++) {
      const i = item[e];
      const left = weightSum[i] - weights[r];
      if (known[i] || answers[i] < 2 || left <= 0) continue;
      const sum = sums[i] - BigInt(weights[r]) * BigInt(clamped[e]);
      // Only a copied row can leave so little weight that more is left of the sum.
      withoutOwn[e] = sum <= 0n ? 0 : Math.min(Number(sum / BigInt(left)), MOST_VALUE);
    }
  return { values, spread, answers, weights, weightSum, withoutOwn };
}

/** Medians, and three quarters of the interquartile ranges: the standard deviation of normal answers. */
function startAtMedians(
  x: Float64Array,
  item: Uint32Array,
  answers: Uint32Array,
): { values: Float64Array; spread: Float64Array } {
  const byItem = Array.from(answers, (n) => new Float64Array(n));
  const filled = new Uint32Array(answers.length);
  for (let e = 0; e < x.length; e++) byItem[item[e]][filled[item[e]]++] = x[e];
  const values = new Float64Array(answers.length).fill(-1);
  const spread = new Float64Array(answers.length).fill(FRACTION);
  byItem.forEach((list, i) => {
    if (list.length === 0) return;
    list.sort();
    const last = list.length - 1;
    const quarter = list.length >> 2;
    let range = list[last - quarter] - list[quarter];
    // The range of three is worth nothing when one of them is wild: twice the lesser gap, twice the median deviation.
    if (list.length === 3) range = 2 * Math.min(list[1] - list[0], list[2] - list[1]);
    values[i] = (list[last >> 1] + list[list.length >> 1]) / 2;
    spread[i] = Math.max((range * 3) / 4, FRACTION);
  });
  return { values, spread };
}

/** Inverse variances of the rows' clamped residuals. */
function weigh(
  { rows, rowStart, item }: NumericSheets,
  x: Float64Array,
  values: Float64Array,
  spread: Float64Array,
  answers: Uint32Array,
  profiles: number[],
  copies: Uint32Array,
): Float64Array<ArrayBuffer> {
  const squares = new Float64Array(rows);
  let total = 0;
  let count = 0;
  for (let r = 0; r < rows; r++) {
    for (let e = rowStart[r]; e < rowStart[r + 1]; e++) {
      const i = item[e];
      const residual = Math.floor((Math.abs(x[e] - values[i]) * RESIDUAL) / spread[i]);
      squares[r] += Math.min(residual, CHAUVENET[Math.min(answers[i], 255)]) ** 2;
    }
    if (profiles[r] === MODEL_PROFILE) continue;
    const share = Math.floor(240 / copies[r]);
    total += share * squares[r];
    count += share * (rowStart[r + 1] - rowStart[r]);
  }
  const population = count === 0 ? 0 : Math.floor((VARIANCE * total) / count);
  return Float64Array.from(squares, (square, r) => {
    const { strength, quarters } = NUMERIC_PRIORS[profiles[r]];
    const prior = Math.floor((strength * quarters * population) / 4);
    const variance = Math.floor((VARIANCE * square + prior) / (rowStart[r + 1] - rowStart[r] + strength));
    return Math.floor(NUMERIC_WEIGHT / (variance + 1));
  });
}
