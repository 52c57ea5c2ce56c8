import type { CategoricalIndex } from "./AnswerIndex.ts";

/** Fewer answers than these are never sampled. */
const LEAST_ANSWERS = 250_000;

/**
 * Every n-th item with its answers, where n leaves at least so many answers per worker on average and a quarter of a million
 * altogether; the index itself when it has no more than that.
 */
export function sampleItems(index: CategoricalIndex, answersPerWorker: number): CategoricalIndex {
  const { items, workers, starts, known } = index;
  const stride = Math.floor(index.value.length / Math.max(answersPerWorker * workers, LEAST_ANSWERS));
  if (stride < 2) return index;
  const sampled = { ...index, items: Math.ceil(items / stride) };
  sampled.starts = new Uint32Array(sampled.items + 1);
  for (let item = 0; item < sampled.items; item++) {
    sampled.starts[item + 1] = sampled.starts[item] + starts[item * stride + 1] - starts[item * stride];
  }
  sampled.worker = new Uint32Array(sampled.starts[sampled.items]);
  sampled.value = new Uint16Array(sampled.starts[sampled.items]);
  if (known) sampled.known = Int32Array.from(sampled.starts.subarray(1), (_, item) => known[item * stride]);
  for (let item = 0; item < sampled.items; item++) {
    const [begin, end] = [starts[item * stride], starts[item * stride + 1]];
    sampled.worker.set(index.worker.subarray(begin, end), sampled.starts[item]);
    sampled.value.set(index.value.subarray(begin, end), sampled.starts[item]);
  }
  return sampled;
}
