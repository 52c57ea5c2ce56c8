/**
 * Chooses the items whose labels are least certain, to be asked about next (active learning by least confidence; Lewis &
 * Gale 1994).
 *
 * @param confidence Probability of each item's label, 0..1.
 * @param count How many to choose; all if there are not more.
 * @returns Item numbers, the least certain first; of equally certain ones the lower number first.
 * @example selectItems([0.9, 0.5, 0.7], 2) // [1, 2]
 */
export function selectItems(confidence: ArrayLike<number>, count: number): number[] {
  const items = Uint32Array.from({ length: confidence.length }, (_, item) => item);
  items.sort((a, b) => confidence[a] - confidence[b] || a - b);
  return Array.from(items.subarray(0, count));
}
