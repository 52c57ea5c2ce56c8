import type { Worker } from "node:worker_threads";

import type { CategoricalIndex } from "./AnswerIndex.ts";
import { Barrier } from "./Barrier.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { emptyModel } from "./emptyModel.ts";
import { fitShare, type FitPlan } from "./fitShare.ts";
import type { ThreadTask } from "./scoringThread.ts";
import { startThreads, threadsFor } from "./startThreads.ts";

/** Longest time for the threads to start, in milliseconds. */
const START_PATIENCE = 60_000;

export interface FitCategoricalOptions {
  /** Grades of difficulty per class. */
  grades?: 1 | 2;
  /** Passes over the answers. */
  rounds?: number;
  /** Threads to use, by default as many as there are cores if that pays; the result is the same for any number. */
  threads?: number;
  /** Threads started before for this, one less than `threads`, so that they are up when they are needed. */
  started?: Worker[];
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
  {
    grades = 2,
    rounds = 5,
    threads = threadsFor(index, grades),
    started = startThreads(threads - 1),
    progress,
  }: FitCategoricalOptions = {},
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
  started.forEach((thread, other) => thread.postMessage({ plan, part: other + 1 } satisfies ThreadTask));
  if (threads > 1) new Barrier(plan.barrier, threads).wait(START_PATIENCE);
  fitShare(plan, 0, progress);
  return first;
}
