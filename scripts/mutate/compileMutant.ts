import { once } from "node:events";
import { Worker } from "node:worker_threads";

import type { Artifact } from "./Build.ts";
import type { Mutant } from "./Mutant.ts";

/** An artifact that a mutant changes. */
export interface Change {
  readonly path: string;
  readonly artifact: Artifact;
  readonly original: Artifact;
}

/**
 * Compiles a mutant alone, on a thread of its own.
 *
 * @param all false to stop at the first change, which tells that the mutant is not equivalent
 * @returns what it changes: nothing, where the code is that of the original
 */
export async function compileMutant(mutant: Mutant, all: boolean): Promise<Change[] | "invalid"> {
  const thread = new Worker(new URL("compileThread.ts", import.meta.url), { workerData: { mutant, all } });
  const [changes] = (await once(thread, "message")) as [Change[] | "invalid"];
  return changes;
}
