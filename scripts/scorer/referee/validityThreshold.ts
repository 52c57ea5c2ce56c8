import { VALID_BASE, VALID_COVERAGE, VALID_PER_ANSWER } from "./constants.ts";

/** Squared z-score, in 1/16, asked of a sheet compared on `count` of `judged` items. */
export function validityThreshold(count: number, judged: number): number {
  const most = Math.min(VALID_COVERAGE, VALID_PER_ANSWER * count);
  return VALID_BASE + Math.floor((most * Math.min(judged, 2 * count)) / judged);
}
