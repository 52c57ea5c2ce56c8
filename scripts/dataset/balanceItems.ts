/**
 * Chooses equally many items of every class that is present, the most certain first, for training on balanced classes.
 *
 * @param label Class of each item, 0..classes-1.
 * @param confidence Probability of each item's label, 0..1.
 * @returns Item numbers in rising order: as many of each class as the rarest class has.
 * @example balanceItems([0, 0, 1], [0.6, 0.9, 0.8], 2) // [1, 2]
 */
export function balanceItems(label: ArrayLike<number>, confidence: ArrayLike<number>, classes: number): number[] {
  const members = Array.from({ length: classes }, (): number[] => []);
  for (let item = 0; item < label.length; item++) members[label[item]].push(item);
  const present = members.filter((items) => items.length > 0);
  const size = present.reduce((least, { length }) => Math.min(least, length), Infinity);
  const chosen = present.flatMap((items) => {
    return items.sort((a, b) => confidence[b] - confidence[a] || a - b).slice(0, size);
  });
  return chosen.sort((a, b) => a - b);
}
