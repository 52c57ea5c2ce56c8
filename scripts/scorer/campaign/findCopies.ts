import type { CategoricalIndex } from "./AnswerIndex.ts";
import { logarithm } from "./logarithm.ts";

/** At most about so many pairs of answers to one item are looked at; from larger data sets evenly spaced items. */
const MAX_PAIRS = 1_000_000;
/** Of more answers to one item than these, evenly spaced ones are looked at. */
const MAX_ANSWERS = 256;
/** Least items in common, and most disagreements per item in common, of two workers who are copies. */
const LEAST_COMMON = 6;
const MOST_DIFFERENT = 0.03;
/** Least evidence for copying, in nats, altogether and per item in common. */
const LEAST_EVIDENCE = 14;
const LEAST_EVIDENCE_PER_ITEM = 0.5;
/** What one disagreement says against copying: 2% for copies against 50% otherwise. */
const DISAGREEMENT = logarithm(0.02 / 0.5);
/** Cells of the table that sorts out pairs without evidence before they are looked at one by one. */
const CELLS = 1 << 20;

type PairVisitor = (one: number, two: number, evidence: number) => void;

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
  const { workers } = index;
  // Pairs share a cell here and there, so a cell's sum is never less than the evidence of any of its pairs.
  const sketch = new Float32Array(CELLS);
  forEachPair(index, (one, two, evidence) => {
    if (evidence > 0) sketch[cellOf(one, two)] += evidence;
  });
  const pairs = new Map<number, { common: number; different: number; evidence: number }>();
  forEachPair(index, (one, two, evidence) => {
    if (sketch[cellOf(one, two)] < 0.99 * LEAST_EVIDENCE) return;
    const key = one * workers + two;
    let pair = pairs.get(key);
    if (!pair) pairs.set(key, (pair = { common: 0, different: 0, evidence: 0 }));
    pair.common++;
    if (evidence === DISAGREEMENT) pair.different++;
    pair.evidence += evidence;
  });

  const first = Uint32Array.from({ length: workers }, (_, w) => w);
  const rootOf = (w: number) => {
    while (first[w] !== w) w = first[w] = first[first[w]];
    return w;
  };
  for (const [key, { common, different, evidence }] of pairs) {
    if (common < LEAST_COMMON || different > MOST_DIFFERENT * common) continue;
    if (evidence < LEAST_EVIDENCE || evidence < LEAST_EVIDENCE_PER_ITEM * common) continue;
    const [one, two] = [rootOf(Math.floor(key / workers)), rootOf(key % workers)];
    first[Math.max(one, two)] = Math.min(one, two);
  }
  return first.map((_, w) => rootOf(w));
}

/** Calls `visit` for every two answers of different workers to one item, the worker with the lower number first. */
function forEachPair(index: CategoricalIndex, visit: PairVisitor): void {
  const { items, starts, worker, value, classes } = index;
  const overall = new Float64Array(classes);
  for (const answer of value) overall[answer] += 1 / value.length;
  const stride = Math.max(1, Math.ceil(pairsOf(index) / MAX_PAIRS));
  const tally = new Float64Array(classes);
  const weight = new Float64Array(classes);
  for (let item = 0; item < items; item += stride) {
    const [begin, end] = [starts[item], starts[item + 1]];
    if (end - begin < 2) continue;
    for (let position = begin; position < end; position++) tally[value[position]]++;
    for (let position = begin; position < end; position++) {
      const k = value[position];
      weight[k] = tally[k] < 2 ? 0 : logarithm((0.98 * (end - begin - 1)) / (tally[k] - 2 + overall[k]));
    }
    const step = Math.ceil((end - begin) / MAX_ANSWERS);
    for (let one = begin; one < end; one += step) {
      for (let two = one + step; two < end; two += step) {
        const evidence = value[one] === value[two] ? weight[value[one]] : DISAGREEMENT;
        if (worker[one] < worker[two]) visit(worker[one], worker[two], evidence);
        else if (worker[one] > worker[two]) visit(worker[two], worker[one], evidence);
      }
    }
    for (let position = begin; position < end; position++) tally[value[position]] = 0;
  }
}

function cellOf(one: number, two: number): number {
  const hash = Math.imul(Math.imul(one, 0x9e3779b1) ^ two, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) & (CELLS - 1);
}

function pairsOf({ items, starts }: CategoricalIndex): number {
  let pairs = 0;
  for (let item = 0; item < items; item++) {
    const answers = Math.min(MAX_ANSWERS, starts[item + 1] - starts[item]);
    pairs += (answers * (answers - 1)) / 2;
  }
  return pairs;
}
