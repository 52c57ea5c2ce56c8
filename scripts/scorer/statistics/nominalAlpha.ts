import type { CategoricalIndex } from "../campaign/AnswerIndex.ts";

/**
 * Krippendorff's alpha for nominal data: 1 − observed / expected disagreement, over the answers to items that have at
 * least two (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"); NaN when there are none, 1 when all
 * answers are the same.
 */
export function nominalAlpha({ items, starts, value, classes }: CategoricalIndex): number {
  const totals = new Float64Array(classes);
  const tally = new Float64Array(classes);
  let [answers, observed] = [0, 0];
  for (let item = 0; item < items; item++) {
    const [begin, end] = [starts[item], starts[item + 1]];
    const count = end - begin;
    if (count < 2) continue;
    answers += count;
    for (let position = begin; position < end; position++) tally[value[position]]++;
    let same = 0;
    for (let position = begin; position < end; position++) {
      const label = value[position];
      totals[label]++;
      same += tally[label];
    }
    for (let position = begin; position < end; position++) tally[value[position]] = 0;
    observed += (count * count - same) / (count - 1);
  }
  let same = 0;
  for (const total of totals) same += total * total;
  const expected = answers * answers - same;
  if (answers === 0) return NaN;
  return expected === 0 ? 1 : 1 - (observed * (answers - 1)) / expected;
}
