import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";

import { EXCLUSIONS } from "./exclusions.ts";
import { readLcov } from "./readLcov.ts";

/** Tests of contracts, without those that assert gas: instrumented contracts use several times as much. */
const TESTS = "test/{tasks,scoring,economy,identity,governance,tokens,crosschain,findings}/*.test.ts";
const VERIFIERS = "test/circuits/{verifiers,batchVerifier}.test.ts";
const GAS_BOUND = [
  "test/tasks/limits.test.ts",
  "test/tasks/reviewLimits.test.ts",
  "test/findings/tallMatrices.test.ts",
];
/** By name: what bounds gas, and what runs out of it on an instrumented scorer. */
const LEFT_OUT = "gas bound";
/** Circuits, which have no lines of Solidity. */
const CIRCUITS = ["test/findings/proofs.test.ts"];

const tests = [...globSync(TESTS), ...globSync(VERIFIERS)]
  .sort()
  .filter((file) => ![...GAS_BOUND, ...CIRCUITS].includes(file));
const command = [
  "hardhat",
  "--config",
  "scripts/coverage/hardhat.config.ts",
  "test",
  "mocha",
  "--coverage",
  "--grep-exclude",
  LEFT_OUT,
  ...tests,
];
const run = spawnSync("npx", command, { stdio: ["ignore", "inherit", "inherit"] });
if (run.status !== 0) process.exit(1);

const covered = readLcov(readFileSync("coverage/lcov.info", "utf8"));
const reported = new Set(covered.map(({ file }) => file));
const absent = globSync("contracts/**/*.sol").filter(
  (file) =>
    !reported.has(file) && /\b(function|constructor|modifier)\b[^;{]*\{\s*[^\s}]/.test(readFileSync(file, "utf8")),
);
const used = new Set<string>();
const missed = covered.flatMap(({ file, missed }) => {
  const lines = readFileSync(file, "utf8").split("\n");
  return missed
    .filter((number) => {
      const index = EXCLUSIONS.findIndex(
        (exclusion) => exclusion.file === file && exclusion.line === lines[number - 1].trim(),
      );
      if (index >= 0) used.add(String(index));
      return index < 0;
    })
    .map((number) => `${file}:${number}  ${lines[number - 1].trim()}`);
});
const unused = EXCLUSIONS.filter((_, index) => !used.has(String(index))).map(({ file, line }) => `${file}  ${line}`);

const total = covered.reduce((sum, { lines }) => sum + lines, 0);
console.log(`${total - missed.length} of ${total} lines, ${used.size} exclusions`);
for (const [title, list] of Object.entries({
  "not covered": missed,
  "not in the report": absent,
  "excluded for nothing": unused,
}))
  for (const entry of list) console.error(`${title}: ${entry}`);
process.exitCode = missed.length + absent.length + unused.length === 0 ? 0 : 1;
