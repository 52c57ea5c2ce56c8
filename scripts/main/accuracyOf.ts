/** Share of items with a known truth whose label is true. Items without a label count as wrong. */
export function accuracyOf(labels: ArrayLike<number>, truth: Uint8Array): number {
  let [known, right] = [0, 0];
  for (let item = 0; item < truth.length; item++) {
    if (truth[item] === 0) continue;
    known++;
    if (labels[item] === truth[item]) right++;
  }
  return known === 0 ? 0 : right / known;
}
