import { keyOrigin } from "../circuits/keyOrigin.ts";
import { figures } from "./figures.ts";
import { runStep } from "./runStep.ts";
import { writeReport } from "./writeReport.ts";

/** Name, command, most minutes. */
const STEPS = [
  ["build", "npx hardhat build", 10],
  ["types", "npx tsc", 5],
  ["lint of TypeScript", "npm run lint:ts", 5],
  ["lint of contracts", "npm run lint:sol", 5],
  ["analysis of contracts", "npm run --silent analyse", 5],
  ["format", "npm run format:check", 5],
  ["tests", "npx hardhat test", 15],
  ["coverage", "npm run --silent coverage", 60],
  ["proofs of the kernels", "node scripts/audit/proveKernels.ts", 15],
  ["development keys", "npm run circuits -- --check", 15],
  ["gas", "npm run --silent gas:check", 5],
  ["sizes", "node scripts/audit/checkSizes.ts", 1],
] as const;

// Nobody can make the keys of a ceremony again: the tests compare them with its transcript.
const applicable = STEPS.filter(
  ([name]) => name !== "development keys" || keyOrigin("circuits/keys") === "development",
);
const steps = applicable.map(([name, command, minutes]) => runStep(name, command, minutes));
const built = steps[0].passed;
writeReport(steps, built ? figures() : undefined);
console.log("Report: out/audit/report.md");
process.exitCode = steps.every(({ passed }) => passed) ? 0 : 1;
