import type { NumericFit } from "./fitNumeric.ts";
import type { NumericSheets, Verdict } from "./types.ts";
import { CORRELATED, FRACTION, SKIPPED } from "./constants.ts";
import { validityThreshold } from "./validityThreshold.ts";

/**
 * Judges every row by Lin's concordance correlation (1989) between its answers and the values recomputed without it,
 * times coverage: the chance-corrected agreement of numbers. A row is valid when its correlation is beyond chance.
 */
export function judgeNumeric(data: NumericSheets, fit: NumericFit, copies: Uint32Array): Verdict[] {
  const { rows, items, rowStart } = data;
  let judged = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < items; i++) {
    if (data.gold[i] === SKIPPED && fit.answers[i] >= 2) judged++;
    if (fit.values[i] < 0) continue;
    low = Math.min(low, fit.values[i]);
    high = Math.max(high, fit.values[i]);
  }
  const margin = Math.floor((high - low) / 2);
  return Array.from({ length: rows }, (_, r) => ({
    ...appraise(data, fit, r, judged, low - margin, high + margin),
    answered: rowStart[r + 1] - rowStart[r],
    copies: copies[r],
  }));
}

/** Answers are pulled into `low`..`high`, so that one slip of the pen does not outweigh all else. */
function appraise(
  data: NumericSheets,
  fit: NumericFit,
  r: number,
  judged: number,
  low: number,
  high: number,
): Pick<Verdict, "quality" | "valid"> {
  let n = 0n;
  let far = 0;
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0n, 0n, 0n, 0n, 0n];
  for (let e = data.rowStart[r]; e < data.rowStart[r + 1]; e++) {
    if (fit.withoutOwn[e] < 0) continue;
    const given = (data.answer[e] - data.minimum) * FRACTION;
    if (Math.abs(given - fit.withoutOwn[e]) > 2 * fit.spread[data.item[e]]) far++;
    const x = BigInt(Math.min(Math.max(given, low), high));
    const y = BigInt(fit.withoutOwn[e]);
    n++;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  if (n === 0n) return { quality: 0, valid: false };
  const share = (65535n * n) / BigInt(judged);
  if (n < CORRELATED) return far === 0 ? { quality: Number(share), valid: true } : { quality: 0, valid: false };
  const covariance = n * sumXY - sumX * sumY;
  const varianceX = n * sumXX - sumX * sumX;
  const varianceY = n * sumYY - sumY * sumY;
  const spread = varianceX + varianceY + (sumX - sumY) * (sumX - sumY);
  if (spread === 0n) return { quality: Number(share), valid: true };
  if (covariance <= 0n) return { quality: 0, valid: false };
  const quality = (65535n * 2n * covariance * n) / (spread * BigInt(judged));
  const threshold = BigInt(validityThreshold(Number(n), judged));
  const valid = 16n * covariance * covariance * (n - 1n) >= threshold * varianceX * varianceY;
  return { quality: Number(quality), valid };
}
