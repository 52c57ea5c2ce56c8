import { VALID_BASE, VALID_COVERAGE } from "./constants.ts";

/** Squared z-score, in 1/16, asked of a sheet compared on `count` of `judged` items. */
export function validityThreshold(count: number, judged: number): number {
  return VALID_BASE + Math.floor((VALID_COVERAGE * Math.min(judged, 2 * count)) / judged);
}
