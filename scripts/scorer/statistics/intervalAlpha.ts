import type { NumericIndex } from "../campaign/AnswerIndex.ts";

/**
 * Krippendorff's alpha for interval data: 1 − observed / expected squared difference, over the answers to items that have
 * at least two (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"); NaN when there are none, 1 when all
 * answers are the same.
 */
export function intervalAlpha({ items, starts, value }: NumericIndex): number {
  let [answers, mean] = [0, 0];
  forPairable(items, starts, (begin, end) => {
    for (let position = begin; position < end; position++) mean += (value[position] - mean) / ++answers;
  });
  // Squared differences of all pairs among n numbers x add up to n Σx² − (Σx)²; x counts from the mean, to keep digits.
  let [observed, sum, squares] = [0, 0, 0];
  forPairable(items, starts, (begin, end) => {
    let [own, ownSquares] = [0, 0];
    for (let position = begin; position < end; position++) {
      const x = value[position] - mean;
      own += x;
      ownSquares += x * x;
    }
    sum += own;
    squares += ownSquares;
    observed += ((end - begin) * ownSquares - own * own) / (end - begin - 1);
  });
  const expected = answers * squares - sum * sum;
  if (answers === 0) return NaN;
  return expected > 0 ? 1 - (observed * (answers - 1)) / expected : 1;
}

function forPairable(items: number, starts: Uint32Array, visit: (begin: number, end: number) => void): void {
  for (let item = 0; item < items; item++)
    if (starts[item + 1] - starts[item] > 1) visit(starts[item], starts[item + 1]);
}
