import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Build } from "./Build.ts";
import type { Mutant } from "./Mutant.ts";
import { runTests } from "./runTests.ts";

/** What became of a mutant. */
export interface Verdict {
  /** Killed by a test; survived all; compiled to the very code of the original; or does not compile. */
  readonly fate: "killed" | "survived" | "equivalent" | "invalid";
  /** File of the test that killed it. */
  readonly killer?: string;
}

/**
 * Compiles the contracts that a mutant is part of, writes them over those of a copy, and runs the tests there.
 *
 * @param copy made by `openCopy`
 * @param tests in the order in which they are to run
 */
export async function judgeMutant(
  build: Build,
  mutant: Mutant,
  copy: string,
  tests: readonly string[],
): Promise<Verdict> {
  const changed: string[] = [];
  try {
    for (const path of build.dependents(mutant.file)) {
      const artifact = build.compile(path, mutant);
      if (artifact === "invalid") return { fate: "invalid" };
      if (artifact === "same") continue;
      changed.push(path);
      writeFileSync(join(copy, path), JSON.stringify(artifact));
    }
    if (changed.length === 0) return { fate: "equivalent" };
    const killer = await runTests(copy, tests);
    return killer === undefined ? { fate: "survived" } : { fate: "killed", killer };
  } finally {
    for (const path of changed) writeFileSync(join(copy, path), JSON.stringify(build.original(path)));
  }
}
