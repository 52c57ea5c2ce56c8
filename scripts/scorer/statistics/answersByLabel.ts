import type { CategoricalIndex } from "../campaign/AnswerIndex.ts";

/**
 * The crowd's confusion matrix: how often each class was answered to the items of each label.
 *
 * @returns One row per label, one column per answered class, numbers of answers.
 */
export function answersByLabel(index: CategoricalIndex, label: ArrayLike<number>): number[][] {
  const { items, starts, value, classes } = index;
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let item = 0; item < items; item++) {
    const row = table[label[item]];
    for (let position = starts[item]; position < starts[item + 1]; position++) row[value[position]]++;
  }
  return table;
}
