import { parentPort, workerData } from "node:worker_threads";

import { Build, Invalid } from "./Build.ts";
import type { Mutant } from "./Mutant.ts";

/** Compiles a mutant alone beside everything else: see `compileMutant`. */
const { mutant, all } = workerData as { mutant: Mutant; all: boolean };
try {
  const build = new Build();
  const changes = build.changes(mutant);
  const next = changes.next();
  const changed = next.done ? [] : [next.value, ...(all ? changes : [])];
  parentPort!.postMessage(changed.map(([path, artifact]) => ({ path, artifact, original: build.original(path) })));
} catch (error) {
  if (!(error instanceof Invalid)) throw error;
  parentPort!.postMessage("invalid");
}
