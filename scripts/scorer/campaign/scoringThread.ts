import { parentPort } from "node:worker_threads";

import type { CategoricalIndex } from "./AnswerIndex.ts";
import { Barrier } from "./Barrier.ts";
import { findCopies } from "./findCopies.ts";
import { fitShare, type FitPlan } from "./fitShare.ts";

/** What a thread is asked for: to look for copies, or for its share of a fit, after which it ends. */
export type ThreadTask =
  /** `original` receives what `findCopies` returns, and `done[0]` becomes 1 when it is there; both are shared memory. */
  { index: CategoricalIndex; original: Uint32Array; done: Int32Array } | { plan: FitPlan; part: number };

parentPort!.on("message", (task: ThreadTask) => {
  if ("plan" in task) {
    new Barrier(task.plan.barrier, task.plan.models.length).wait();
    fitShare(task.plan, task.part);
    parentPort!.close();
  } else {
    task.original.set(findCopies(task.index));
    Atomics.store(task.done, 0, 1);
    Atomics.notify(task.done, 0);
  }
});
