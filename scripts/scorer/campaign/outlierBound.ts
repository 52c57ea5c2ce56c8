/** Two-sided normal quantiles at 0.1 / n for n = 1, 2, 4, …, 1024, to three decimals. */
const BOUNDS = [1.645, 1.96, 2.241, 2.498, 2.734, 2.955, 3.163, 3.36, 3.548, 3.727, 3.899];

/**
 * How many standard deviations an answer may lie from the estimate before it is pulled in, by the number of answers.
 *
 * Chauvenet's criterion (1863) with 0.1 expected outliers in place of 0.5: among n normal answers one beyond the bound is
 * expected in one sample of ten, so that small samples are hardly ever corrected without cause. Linear between powers of
 * two and constant beyond 1024.
 */
export function outlierBound(answers: number): number {
  let [step, power] = [0, 1];
  while (power * 2 <= answers && step < BOUNDS.length - 2) [step, power] = [step + 1, power * 2];
  const between = Math.min(1, (answers - power) / power);
  return BOUNDS[step] + (BOUNDS[step + 1] - BOUNDS[step]) * between;
}
