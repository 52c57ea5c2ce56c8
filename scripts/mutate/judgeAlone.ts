import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { compileMutant } from "./compileMutant.ts";
import type { Mutant } from "./Mutant.ts";
import { runTests } from "./runTests.ts";
import type { Verdict } from "./Verdict.ts";

/**
 * Judges a mutant that no build of many can hold: compiles the contracts that it is part of, writes them over those of
 * a copy, and runs the tests there.
 *
 * @param copy with the artifacts of the original
 * @param tests in the order in which they are to run
 */
export async function judgeAlone(mutant: Mutant, copy: string, tests: readonly string[]): Promise<Verdict> {
  const changes = await compileMutant(mutant, true);
  if (changes === "invalid") return { fate: "invalid" };
  if (changes.length === 0) return { fate: "equivalent" };
  for (const { path, artifact } of changes) writeFileSync(join(copy, path), JSON.stringify(artifact));
  const killer = await runTests(copy, tests);
  for (const { path, original } of changes) writeFileSync(join(copy, path), JSON.stringify(original));
  return killer === undefined ? { fate: "survived" } : { fate: "killed", killer };
}
