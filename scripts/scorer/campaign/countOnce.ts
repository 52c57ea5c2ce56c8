import type { Worker } from "node:worker_threads";

import type { CategoricalIndex } from "./AnswerIndex.ts";
import { findCopies } from "./findCopies.ts";
import { findSchools } from "./findSchools.ts";
import { mergeVoters } from "./mergeVoters.ts";
import type { ThreadTask } from "./scoringThread.ts";

/** Longest time to wait for a thread's search, in milliseconds; it takes a second or two. */
const PATIENCE = 60_000;

/**
 * Gives every clique and every group of copies a single vote.
 *
 * @param cliques Whether to look for a clique.
 * @param helper A thread to look for copies meanwhile.
 * @returns The answers that remain, and for each worker the one who votes for its group, itself for who is in none.
 */
export function countOnce(
  index: CategoricalIndex,
  { cliques, helper }: { cliques: boolean; helper?: Worker },
): { answers: CategoricalIndex; voter: Uint32Array } {
  const voter = Uint32Array.from({ length: index.workers }, (_, worker) => worker);
  let answers = index;
  let copies = () => findCopies(answers);
  if (helper) copies = findCopiesIn(helper, index);
  const clique = cliques ? findSchools(index) : undefined;
  if (clique) {
    const first = clique.indexOf(1);
    clique.forEach((member, worker) => {
      if (member) voter[worker] = first;
    });
    answers = mergeVoters(index, voter);
    copies = () => findCopies(answers);
  }
  const original = copies();
  if (original.some((first, worker) => first !== worker)) {
    answers = mergeVoters(answers, original);
    voter.forEach((first, worker) => {
      voter[worker] = original[first];
    });
  }
  return { answers, voter };
}

/** Begins to look for copies in a thread; the function returned waits for the result. */
function findCopiesIn(thread: Worker, index: CategoricalIndex): () => Uint32Array {
  const original = new Uint32Array(new SharedArrayBuffer(index.workers * 4));
  const done = new Int32Array(new SharedArrayBuffer(4));
  thread.postMessage({ index, original, done } satisfies ThreadTask);
  return () => {
    return Atomics.wait(done, 0, 0, PATIENCE) === "timed-out" ? findCopies(index) : original;
  };
}
