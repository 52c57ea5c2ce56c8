import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { randomSource } from "../scorer/fuzz/randomSource.ts";
import { Build } from "./Build.ts";
import { findMutants } from "./findMutants.ts";
import { judgeMutant, type Verdict } from "./judgeMutant.ts";
import { type Mutant, nameOf } from "./Mutant.ts";
import { openCopy } from "./openCopy.ts";
import { runTests } from "./runTests.ts";
import { TestOrder } from "./TestOrder.ts";

/** The tests that know a folder of contracts. */
const TESTS: Record<string, string[]> = {
  tasks: ["test/tasks/*.test.ts", "test/findings/*.test.ts", "test/governance/powers.test.ts"],
  scoring: ["test/scoring/*.test.ts", "test/findings/{tallMatrices,settlement,emptyGold}.test.ts"],
  identity: ["test/identity/*.test.ts", "test/findings/{passes,untaggedLeaves}.test.ts"],
  economy: ["test/economy/*.test.ts", "test/findings/{stakes,retiredLocker,reviewers,funds}.test.ts"],
};

/** Compiles circuits; circom does not follow the link to `node_modules` in a copy. */
const CIRCUITS = "test/findings/proofs.test.ts";
const testsOf = (folder: string) =>
  TESTS[folder].flatMap((pattern) => globSync(pattern).sort()).filter((test) => test !== CIRCUITS);

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    count: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    folder: { type: "string", multiple: true, default: Object.keys(TESTS) },
    file: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    "no-compile": { type: "boolean", default: false },
    workers: { type: "string", default: "1" },
  },
});

const count = Number(values.count);
const workers = Number(values.workers);
const unknown = values.folder.find((folder) => !(folder in TESTS));
if (unknown !== undefined || ![count, workers].every((value) => Number.isSafeInteger(value) && value >= 1)) {
  console.error(`--folder takes ${Object.keys(TESTS).join(", ")}; --count and --workers take a number from 1 on.`);
  process.exit(1);
}

/** As many of each folder, in turn, in an order that follows from the seed. */
const random = randomSource(Number(values.seed));
const found = values.folder.map((folder) =>
  globSync(`contracts/${folder}/**/*.sol`)
    .filter((file) => file.includes(values.file))
    .sort()
    .flatMap(findMutants)
    .map((mutant) => ({ folder, mutant, rank: random(2 ** 32) }))
    .sort((a, b) => a.rank - b.rank),
);
const total = found.flat().length;
const longest = Math.max(...found.map(({ length }) => length));
const inTurn = Array.from({ length: longest }, (_, turn) => found.flatMap((mutants) => mutants.slice(turn, turn + 1)));
const drawn = inTurn.flat().slice(0, values.all ? total : count);
console.log(`${total} mutants found, ${drawn.length} drawn`);

if (values.list) drawn.forEach(({ mutant }) => console.log(nameOf(mutant)));
else {
  const compiled = values["no-compile"] || spawnSync("npx", ["hardhat", "build", "--quiet"]).status === 0;
  if (!compiled) throw new Error("The contracts do not compile.");
  const build = new Build();
  const known = new Map(values.folder.map((folder) => [folder, testsOf(folder)]));
  const all = [...new Set([...known.values()].flat())];
  const tests = new TestOrder(all);
  const judged: ({ mutant: Mutant; seconds: number } & Verdict)[] = [];
  const waiting = [...drawn];

  const work = async (worker: number): Promise<void> => {
    const copy = `out/mutate/${worker}`;
    openCopy(copy);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { folder, mutant } = next;
      const start = performance.now();
      const verdict = await judgeMutant(build, mutant, copy, tests.order(mutant, known.get(folder)!));
      const seconds = Math.round((performance.now() - start) / 1000);
      if (verdict.killer) tests.learn(mutant.file, verdict.killer);
      judged.push({ mutant, seconds, ...verdict });
      console.log(`${verdict.fate.padEnd(11)}${`${seconds} s`.padEnd(7)}${nameOf(mutant)}  ${verdict.killer ?? ""}`);
      report();
    }
  };

  /** Written after every mutant: what is known stays known when the run is stopped. */
  const report = () => {
    const number = (fate: string) => judged.filter((verdict) => verdict.fate === fate).length;
    const fates = { killed: number("killed"), survived: number("survived") };
    const others = { equivalent: number("equivalent"), invalid: number("invalid") };
    const score = fates.killed / Math.max(1, fates.killed + fates.survived);
    const summary = { seed: values.seed, found: total, judged: judged.length, ...fates, ...others, score };
    mkdirSync("out/audit", { recursive: true });
    writeFileSync("out/audit/mutation.json", `${JSON.stringify({ ...summary, mutants: judged }, null, 2)}\n`);
    return summary;
  };

  /** Unchanged contracts must pass, or what the tests say of mutants is worth nothing. */
  const check = async (): Promise<void> => {
    openCopy("out/mutate/unchanged");
    const failing = await runTests("out/mutate/unchanged", all);
    if (failing === undefined) return console.log("All tests pass on the unchanged contracts");
    console.error(`The tests must pass before mutants are judged by them: ${failing} fails.`);
    process.exit(1);
  };

  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  await Promise.all([check(), ...Array.from({ length: workers }, (_, worker) => work(worker))]);
  const { killed, survived, score } = report();
  console.log(`${killed} of ${killed + survived} killed: ${(100 * score).toFixed(1)}%`);
}
