import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import type { CategoricalIndex } from "./AnswerIndex.ts";
import { Barrier } from "./Barrier.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { emptyModel } from "./emptyModel.ts";
import { fitShare, type FitPlan } from "./fitShare.ts";

/** With fewer answers for each, starting threads and waiting for each other costs more than they save. */
const ANSWERS_PER_THREAD = 2_000_000;
const MOST_THREADS = 8;
/** Longest time for the threads to start, in milliseconds. */
const START_PATIENCE = 60_000;

export interface FitCategoricalOptions {
  /** Grades of difficulty per class. */
  grades?: 1 | 2;
  /** Passes over the answers. */
  rounds?: number;
  /** Threads to use, by default as many as there are cores if that pays; the result is the same for any number. */
  threads?: number;
  /** Called after each pass with the fraction done, 0..1. */
  progress?: (fraction: number) => void;
}

/**
 * Fits soft Dawid–Skene (Dawid & Skene 1979) with shrunken rows, and easy and hard items told apart.
 *
 * @example
 * const model = fitCategorical(index);
 * itemPosterior(index, model, 0, state); // probabilities of item 0
 */
export function fitCategorical(
  index: CategoricalIndex,
  { grades = 2, rounds = 5, threads = threadsFor(index, grades), progress }: FitCategoricalOptions = {},
): CategoricalModel {
  const first = emptyModel(index, grades);
  const models = [first];
  while (models.length < threads) models.push({ ...emptyModel(index, grades), quality: first.quality });
  const plan: FitPlan = {
    index,
    rounds,
    models,
    sums: models.map(({ states, classes }) => ({
      states: new Float64Array(new SharedArrayBuffer(states * 8)),
      rows: new Float64Array(new SharedArrayBuffer(states * classes * 8)),
    })),
    barrier: new SharedArrayBuffer(Barrier.BYTES),
  };
  for (let part = 1; part < threads; part++) {
    new Worker(new URL("./fitWorker.ts", import.meta.url), { workerData: { plan, part } }).unref();
  }
  if (threads > 1) new Barrier(plan.barrier, threads).wait(START_PATIENCE);
  fitShare(plan, 0, progress);
  return first;
}

/** As many threads as pay, and whose tables together take at most 16 bytes per answer. */
function threadsFor({ workers, classes, value }: CategoricalIndex, grades: 1 | 2): number {
  const cells = workers * classes * classes * grades;
  const most = Math.min(availableParallelism(), MOST_THREADS, Math.floor((2 * value.length) / cells));
  return Math.max(1, Math.min(most, Math.floor(value.length / ANSWERS_PER_THREAD)));
}
