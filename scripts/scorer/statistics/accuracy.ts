/**
 * The share of known labels that were found, 0..1; an item whose label is a tie of n classes counts 1/n if the known one
 * is among them. NaN when nothing is known.
 *
 * @param truth Known class by item.
 */
export function accuracy(
  { label, ties }: { label: ArrayLike<number>; ties: Map<number, number[]> },
  truth: Map<number, number>,
): number {
  let right = 0;
  for (const [item, known] of truth) {
    const tied = ties.get(item);
    if (tied) right += tied.includes(known) ? 1 / tied.length : 0;
    else if (label[item] === known) right++;
  }
  return right / truth.size;
}
