import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

import type { Mutant } from "./Mutant.ts";

/** Killed by a test, not compilable, or survived. */
export type Fate = "killed" | "invalid" | "survived";

/** Seconds after which a test that does not end counts as failed. */
const PATIENCE = 600;

/**
 * Changes the contract in place, runs the tests that know it and changes it back, whatever happens.
 *
 * @param tests paths of Mocha test files
 */
export function judgeMutant({ file, start, length, replacement }: Mutant, tests: readonly string[]): Fate {
  const bytes = readFileSync(file);
  const changed = Buffer.concat([bytes.subarray(0, start), Buffer.from(replacement), bytes.subarray(start + length)]);
  const restore = () => {
    writeFileSync(file, bytes);
    process.exit(1);
  };
  process.once("SIGINT", restore).once("SIGTERM", restore);
  try {
    writeFileSync(file, changed);
    const run = spawnSync("npx", ["hardhat", "test", "mocha", "--bail", ...tests], {
      encoding: "utf8",
      timeout: PATIENCE * 1000,
      maxBuffer: 64 * 2 ** 20,
    });
    if (run.status === 0) return "survived";
    return /Compilation failed|HHE9\d\d/.test(run.stdout + run.stderr) ? "invalid" : "killed";
  } finally {
    writeFileSync(file, bytes);
    process.off("SIGINT", restore).off("SIGTERM", restore);
  }
}
