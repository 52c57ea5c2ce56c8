import { keyOrigin } from "../circuits/keyOrigin.ts";
import { figures } from "./figures.ts";
import { runStep, type Step } from "./runStep.ts";
import { writeReport } from "./writeReport.ts";

/** Name, command, most minutes. */
type Plan = readonly [string, string, number];

const BUILD: Plan[] = [
  ["build", "npx hardhat build", 15],
  ["types", "npx tsc", 5],
  ["lint of TypeScript", "npm run lint:ts", 5],
  ["lint of contracts", "npm run lint:sol", 5],
  ["analysis of contracts", "npm run --silent analyse", 5],
  ["format", "npm run format:check", 5],
  ["sizes", "node scripts/audit/checkSizes.ts", 1],
  ["gas", "npm run --silent gas:check", 5],
];

/**
 * Needs no build and keeps one core busy, while what is built leaves one idle. Nobody can make the keys of a ceremony
 * again: the tests compare them with its transcript.
 */
const BESIDE: Plan[] =
  keyOrigin("circuits/keys") === "development" ? [["development keys", "npm run circuits -- --check", 20]] : [];

/** Each of these uses all cores. */
const TESTS: Plan[] = [
  ["tests", "npx hardhat test", 15],
  ["coverage", "npm run --silent coverage", 60],
  ["proofs of the kernels", "node scripts/audit/proveKernels.ts", 15],
];

async function inTurn(plans: readonly Plan[]): Promise<Step[]> {
  const steps: Step[] = [];
  for (const plan of plans) steps.push(await runStep(...plan));
  return steps;
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const steps = [...(await Promise.all([inTurn(BUILD), inTurn(BESIDE)])).flat(), ...(await inTurn(TESTS))];
const built = steps[0].passed;
writeReport(steps, built ? figures() : undefined);
console.log("Report: out/audit/report.md");
process.exitCode = steps.every(({ passed }) => passed) ? 0 : 1;
