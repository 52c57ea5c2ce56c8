import type { CategoricalIndex } from "../campaign/AnswerIndex.ts";

/**
 * Fleiss' kappa (Fleiss 1971, "Measuring nominal scale agreement among many raters"), over the items that have at least two
 * answers; where items have different numbers of answers, each item's agreement counts once. NaN when there is no such
 * item, 1 when all answers are the same.
 */
export function fleissKappa({ items, starts, value, classes }: CategoricalIndex): number {
  const totals = new Float64Array(classes);
  const tally = new Float64Array(classes);
  let [rated, answers, agreement] = [0, 0, 0];
  for (let item = 0; item < items; item++) {
    const [begin, end] = [starts[item], starts[item + 1]];
    const count = end - begin;
    if (count < 2) continue;
    rated++;
    answers += count;
    for (let position = begin; position < end; position++) tally[value[position]]++;
    let same = 0;
    for (let position = begin; position < end; position++) {
      const label = value[position];
      totals[label]++;
      same += tally[label];
    }
    for (let position = begin; position < end; position++) tally[value[position]] = 0;
    agreement += (same - count) / (count * (count - 1));
  }
  let expected = 0;
  for (const total of totals) expected += (total / answers) * (total / answers);
  if (rated === 0) return NaN;
  return expected < 1 ? (agreement / rated - expected) / (1 - expected) : 1;
}
