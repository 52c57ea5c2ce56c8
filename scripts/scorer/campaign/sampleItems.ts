import type { CategoricalIndex } from "./AnswerIndex.ts";

/** Fewer answers than these are never sampled. */
const LEAST_ANSWERS = 250_000;

/**
 * Every n-th item with its answers, where n leaves at least so many answers per worker on average and a quarter of a million
 * altogether; the index itself when it has no more than that.
 */
export function sampleItems(index: CategoricalIndex, answersPerWorker: number): CategoricalIndex {
  const { items, workers, classes, known } = index;
  const stride = Math.floor(index.value.length / Math.max(answersPerWorker * workers, LEAST_ANSWERS));
  if (stride < 2) return index;
  const count = Math.ceil(items / stride);
  const starts = new Uint32Array(count + 1);
  for (let item = 0; item < count; item++) {
    starts[item + 1] = starts[item] + index.starts[item * stride + 1] - index.starts[item * stride];
  }
  const worker = new Uint32Array(starts[count]);
  const value = new Uint16Array(starts[count]);
  for (let item = 0; item < count; item++) {
    const [begin, end] = [index.starts[item * stride], index.starts[item * stride + 1]];
    worker.set(index.worker.subarray(begin, end), starts[item]);
    value.set(index.value.subarray(begin, end), starts[item]);
  }
  const sample = { items: count, workers, classes, starts, worker, value };
  return known ? { ...sample, known: known.filter((_, item) => item % stride === 0) } : sample;
}
