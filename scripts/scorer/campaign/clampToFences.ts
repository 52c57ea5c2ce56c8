/** Interquartile ranges outside of the quartiles at which an answer is cut off whatever else is known. */
const FENCE = 3;
/** Fewer answers than these have no quartiles worth the name; the median deviation bounds them too. */
const FEW = 8;
/** Median absolute deviations from the median at which one of few answers is cut off. */
const FEW_FENCE = 10;

/**
 * Pulls the answers to one item to within three interquartile ranges of the quartiles (Tukey's outer fences, 1977), in
 * place, so that no single absurd value counts for more.
 *
 * @param answers The answers to one item, at least one; they need not be sorted.
 * @returns Their median.
 */
export function clampToFences(answers: Float64Array): number {
  const sorted = answers.slice().sort();
  const median = quantile(sorted, 0.5);
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  let [least, most] = [low - FENCE * (high - low), high + FENCE * (high - low)];
  if (answers.length < FEW) {
    const deviation = quantile(sorted.map((answer) => Math.abs(answer - median)).sort(), 0.5);
    if (deviation > 0) least = Math.max(least, median - FEW_FENCE * deviation);
    if (deviation > 0) most = Math.min(most, median + FEW_FENCE * deviation);
  }
  for (let position = 0; position < answers.length; position++) {
    answers[position] = Math.min(Math.max(answers[position], least), most);
  }
  return median;
}

/** The quantile by linear interpolation between order statistics. */
function quantile(sorted: Float64Array, share: number): number {
  const exact = (sorted.length - 1) * share;
  const below = Math.floor(exact);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (exact - below) * (sorted[above] - sorted[below]);
}
