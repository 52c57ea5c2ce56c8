import { releaseProverCurve } from "./proverCurve.ts";

/** Ends the worker threads of proving and verifying, so that a process can exit. Call it once, after the last proof. */
export async function terminateProver(): Promise<void> {
  const curve = await releaseProverCurve();
  // Without threads there is nothing to end, and ffjavascript's terminate fails.
  if (curve && !curve.tm.singleThread) await curve.terminate();
}
