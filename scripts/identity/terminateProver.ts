import { curves } from "snarkjs";

/** Ends the worker threads of proving and verifying, so that a process can exit. Call it once, after the last proof. */
export async function terminateProver(): Promise<void> {
  await (await curves.getCurveFromName("bn128")).terminate();
}
