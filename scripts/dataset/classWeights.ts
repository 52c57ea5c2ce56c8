/**
 * Weights that make all classes count the same in training: items / (classes present × items of the class).
 *
 * Multiplied by them, the items of every class that is present add up to the same, and all together to their number.
 *
 * @param label Class of each item, 0..classes-1.
 * @returns One weight per class; 0 for a class without items.
 * @example classWeights([0, 0, 0, 1], 2) // [0.666…, 2]
 */
export function classWeights(label: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let item = 0; item < label.length; item++) counts[label[item]]++;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count > 0 ? label.length / (present * count) : 0));
}
