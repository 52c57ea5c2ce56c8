import type { CategoricalIndex } from "../scorer/campaign/AnswerIndex.ts";

export interface SyntheticOptions {
  labels: number;
  seed?: number;
  classes?: number;
  /** Answers to one item. */
  redundancy?: number;
  /** Answers by one worker, on average. */
  workload?: number;
}

/** Made-up answers by workers of every skill, and the labels they were made from. */
export interface SyntheticAnswers {
  index: CategoricalIndex;
  truth: Uint8Array;
}

/**
 * Makes answers of known labels: worker w is right with a probability between 0.4 and 0.95 and otherwise picks any class.
 *
 * The same seed gives the same answers.
 */
export function syntheticAnswers({
  labels,
  seed = 1,
  classes = 4,
  redundancy = 5,
  workload = 100,
}: SyntheticOptions): SyntheticAnswers {
  const items = Math.ceil(labels / redundancy);
  const workers = Math.max(redundancy, Math.ceil(labels / workload));
  const random = xorshift(seed);
  const skill = Float64Array.from({ length: workers }, () => 0.4 + 0.55 * random());
  const starts = new Uint32Array(new SharedArrayBuffer(4 * (items + 1)));
  const worker = new Uint32Array(new SharedArrayBuffer(4 * labels));
  const value = new Uint16Array(new SharedArrayBuffer(2 * labels));
  const truth = new Uint8Array(items);
  for (let item = 0, position = 0; item < items; item++) {
    truth[item] = Math.floor(random() * classes);
    for (let answer = 0; answer < redundancy && position < labels; answer++) {
      // Distinct workers per item: each answer comes from its own part of the crowd.
      const part = Math.floor((workers - answer + redundancy - 1) / redundancy);
      const answerer = answer + redundancy * Math.floor(random() * part);
      worker[position] = answerer;
      value[position++] = random() < skill[answerer] ? truth[item] : Math.floor(random() * classes);
    }
    starts[item + 1] = position;
  }
  return { index: { items, workers, classes, starts, worker, value }, truth };
}

/** Marsaglia's xorshift32 (2003), numbers in [0, 1). */
function xorshift(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}
