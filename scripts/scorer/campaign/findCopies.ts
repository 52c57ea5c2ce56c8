import type { CategoricalIndex } from "./AnswerIndex.ts";
import { logarithm } from "./logarithm.ts";
import { PairTable } from "./PairTable.ts";

/** At most about so many pairs of answers to one item are looked at; from larger data sets evenly spaced items. */
const MAX_PAIRS = 4_000_000;
/** Least items in common, and most disagreements per item in common, of two workers who are copies. */
const LEAST_COMMON = 6;
const MOST_DIFFERENT = 0.03;
/** Least evidence for copying, in nats, altogether and per item in common. */
const LEAST_EVIDENCE = 14;
const LEAST_EVIDENCE_PER_ITEM = 0.5;
/** What one disagreement says against copying: 2% for copies against 50% otherwise. */
const DISAGREEMENT = logarithm(0.02 / 0.5);

/**
 * Finds groups of workers who copy from each other: pairs that agree on nearly everything they both answered, and on
 * far more than the other answers to the same items explain.
 *
 * Each agreement weighs by how unexpected it is: log(0.98 / p), where p is the share of the same answer among all others,
 * smoothed by its share overall. Groups are the connected components of such pairs.
 *
 * @returns For each worker the first of its group; itself for who copies nobody.
 */
export function findCopies(index: CategoricalIndex): Uint32Array {
  const { items, workers, starts, worker, value, classes } = index;
  const overall = new Float64Array(classes);
  for (const answer of value) overall[answer] += 1 / value.length;

  const stride = Math.ceil(pairsOf(index) / MAX_PAIRS);
  const pairs = new PairTable();
  const tally = new Float64Array(classes);
  const weight = new Float64Array(classes);
  for (let item = 0; item < items; item += stride) {
    const [begin, end] = [starts[item], starts[item + 1]];
    if (end - begin < 2) continue;
    tally.fill(0);
    for (let position = begin; position < end; position++) tally[value[position]]++;
    const others = end - begin - 2;
    for (let k = 0; k < classes; k++) {
      if (tally[k] >= 2) weight[k] = logarithm((0.98 * (others + 1)) / (tally[k] - 2 + overall[k]));
    }
    for (let one = begin; one < end; one++) {
      for (let two = one + 1; two < end; two++) {
        if (worker[one] === worker[two]) continue;
        const same = value[one] === value[two];
        pairs.add(worker[one], worker[two], same, same ? weight[value[one]] : DISAGREEMENT);
      }
    }
  }

  const parent = Uint32Array.from({ length: workers }, (_, w) => w);
  const rootOf = (w: number) => {
    while (parent[w] !== w) w = parent[w] = parent[parent[w]];
    return w;
  };
  pairs.forEach((one, two, common, different, evidence) => {
    if (common < LEAST_COMMON || different > MOST_DIFFERENT * common) return;
    if (evidence < LEAST_EVIDENCE || evidence < LEAST_EVIDENCE_PER_ITEM * common) return;
    const [a, b] = [rootOf(one), rootOf(two)];
    parent[Math.max(a, b)] = Math.min(a, b);
  });
  return parent.map((_, w) => rootOf(w));
}

function pairsOf({ items, starts }: CategoricalIndex): number {
  let pairs = 0;
  for (let item = 0; item < items; item++) {
    const answers = starts[item + 1] - starts[item];
    pairs += (answers * (answers - 1)) / 2;
  }
  return pairs;
}
