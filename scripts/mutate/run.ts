import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { randomSource } from "../scorer/fuzz/randomSource.ts";
import { buildSchemata } from "./buildSchemata.ts";
import { findMutants } from "./findMutants.ts";
import { judgeAlone } from "./judgeAlone.ts";
import { amongMany, judgeAmongMany } from "./judgeAmongMany.ts";
import { type Mutant, nameOf } from "./Mutant.ts";
import { openCopy } from "./openCopy.ts";
import { runTests } from "./runTests.ts";
import { TestOrder } from "./TestOrder.ts";
import type { Verdict } from "./Verdict.ts";

/** Number of the first mutant, which is an address: beyond the precompiled contracts. */
const FIRST_NUMBER = 0x1000;

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
    again: { type: "string" },
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

const placeOf = ({ file, start, replacement }: Mutant) => `${file}:${start}:${replacement}`;

/** Where the mutants are that survived in an earlier report, and what replaces it. */
function survivorsOf(path: string): Set<string> {
  const { mutants } = JSON.parse(readFileSync(path, "utf8")) as { mutants: { mutant: Mutant; fate: string }[] };
  return new Set(mutants.filter(({ fate }) => fate === "survived").map(({ mutant }) => placeOf(mutant)));
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
const chosen = inTurn.flat().slice(0, values.all ? total : count);
const survivors = values.again === undefined ? undefined : survivorsOf(values.again);
const drawn = survivors ? found.flat().filter(({ mutant }) => survivors.has(placeOf(mutant))) : chosen;
console.log(`${total} mutants found, ${drawn.length} drawn`);

if (values.list) drawn.forEach(({ mutant }) => console.log(nameOf(mutant)));
else {
  const compiled = values["no-compile"] || spawnSync("npx", ["hardhat", "build", "--quiet"]).status === 0;
  if (!compiled) throw new Error("The contracts do not compile.");
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

  const numbered = new Map(drawn.map(({ mutant }, index) => [FIRST_NUMBER + index, mutant]));
  const schemata = await buildSchemata(numbered, "out/mutate/many");
  const held = schemata.reduce((sum, { held }) => sum + held.size, 0);
  console.log(`${held} mutants in ${schemata.length} builds, ${drawn.length - held} compiled alone`);

  const known = new Map(values.folder.map((folder) => [folder, testsOf(folder)]));
  const all = [...new Set([...known.values()].flat())];
  const tests = new TestOrder(all);
  const judged: ({ mutant: Mutant; seconds: number } & Verdict)[] = [];
  const waiting = [...drawn.entries()];
  const everyWorker = <Result>(job: (worker: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: workers }, (_, worker) => job(worker)));

  /** Original contracts, one copy per worker, for the mutants that are compiled alone. */
  const alone = Array.from({ length: workers }, (_, worker) => `out/mutate/alone/${worker}`);
  for (const copy of alone) {
    openCopy(copy);
    cpSync("artifacts", join(copy, "artifacts"), { recursive: true });
  }

  /** Without a mutant all tests must pass, or what they say of mutants is worth nothing. */
  const parts = alone.map((_, worker) => amongMany(all).filter((_, index) => index % workers === worker));
  for (const { copy } of schemata) {
    const failed = (await everyWorker((worker) => runTests(copy, parts[worker]))).find((test) => test !== undefined);
    if (failed !== undefined) throw new Error(`Without a mutant ${failed} fails in ${copy}.`);
  }
  console.log("All tests pass without a mutant");

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

  await everyWorker(async (worker) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { folder, mutant }] = next;
      const start = performance.now();
      const number = FIRST_NUMBER + index;
      const many = schemata.find(({ held }) => held.has(number))?.copy;
      const copy = alone[worker];
      const order = tests.order(mutant, known.get(folder)!);
      const verdict = await (many
        ? judgeAmongMany(mutant, number, many, copy, order)
        : judgeAlone(mutant, copy, order));
      const seconds = Math.round((performance.now() - start) / 1000);
      if (verdict.killer) tests.learn(mutant.file, verdict.killer);
      judged.push({ mutant, seconds, ...verdict });
      console.log(`${verdict.fate.padEnd(11)}${`${seconds} s`.padEnd(7)}${nameOf(mutant)}  ${verdict.killer ?? ""}`);
      report();
    }
  });
  const { killed, survived, score } = report();
  console.log(`${killed} of ${killed + survived} killed: ${(100 * score).toFixed(1)}%`);
}
