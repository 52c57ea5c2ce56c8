import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import type { CategoricalIndex } from "./AnswerIndex.ts";

/** With fewer answers for each, starting threads and waiting for each other costs more than they save. */
const ANSWERS_PER_THREAD = 250_000;
const MOST_THREADS = 8;

/**
 * Starts threads that each wait for one share of a fit, posted as `{ plan, part }`, and then end. They do not keep the
 * process alive.
 */
export function startThreads(count: number): Worker[] {
  return Array.from({ length: count }, () => {
    const thread = new Worker(new URL("./scoringThread.ts", import.meta.url));
    thread.unref();
    return thread;
  });
}

/** As many threads as pay, and whose tables together take at most 16 bytes per answer. */
export function threadsFor({ workers, classes, value }: CategoricalIndex, grades: 1 | 2): number {
  const cells = workers * classes * classes * grades;
  const most = Math.min(availableParallelism(), MOST_THREADS, Math.floor((2 * value.length) / cells));
  return Math.max(1, Math.min(most, Math.floor(value.length / ANSWERS_PER_THREAD)));
}
