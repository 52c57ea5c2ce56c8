import { releaseProverCurve } from "./proverCurve.ts";

/** Ends the worker threads of proving and verifying, so that a process can exit. Call it once, after the last proof. */
export async function terminateProver(): Promise<void> {
  await (await releaseProverCurve())?.terminate();
}
