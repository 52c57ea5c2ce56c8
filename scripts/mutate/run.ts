import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { randomSource } from "../scorer/fuzz/randomSource.ts";
import { findMutants } from "./findMutants.ts";
import { judgeMutant } from "./judgeMutant.ts";
import type { Mutant } from "./Mutant.ts";

/** The tests that know a folder of contracts. */
const TESTS: Record<string, string[]> = {
  tasks: ["test/tasks/*.test.ts", "test/findings/*.test.ts"],
  scoring: ["test/scoring/*.test.ts", "test/findings/tallMatrices.test.ts"],
  identity: ["test/identity/*.test.ts"],
  economy: ["test/economy/*.test.ts", "test/findings/retiredLocker.test.ts"],
};

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    count: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    folder: { type: "string", multiple: true, default: Object.keys(TESTS) },
    list: { type: "boolean", default: false },
  },
});

const count = Number(values.count);
const unknown = values.folder.find((folder) => !(folder in TESTS));
if (unknown !== undefined || !Number.isSafeInteger(count) || count < 1) {
  console.error(`--folder takes ${Object.keys(TESTS).join(", ")}; --count takes a number from 1 on.`);
  process.exit(1);
}
if (execFileSync("git", ["status", "--porcelain", "contracts"], { encoding: "utf8" }) !== "") {
  console.error("Mutants are written over the contracts: commit or stash your changes in contracts/ first.");
  process.exit(1);
}

const found = values.folder.flatMap((folder) =>
  globSync(`contracts/${folder}/**/*.sol`)
    .sort()
    .flatMap((file) => findMutants(file).map((mutant) => ({ folder, mutant }))),
);
const random = randomSource(Number(values.seed));
const drawn = values.all
  ? found
  : found
      .map((entry) => ({ entry, rank: random(2 ** 32) }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .map(({ entry }) => entry);
console.log(`${found.length} mutants found, ${drawn.length} drawn`);
const name = ({ file, line, original, replacement }: Mutant) =>
  `${file}:${line}  ${original.replace(/\s+/g, " ")}  →  ${replacement || "nothing"}`;

if (values.list) drawn.forEach(({ mutant }) => console.log(name(mutant)));
else {
  const fates = drawn.map(({ folder, mutant }) => {
    const fate = judgeMutant(
      mutant,
      TESTS[folder].flatMap((pattern) => globSync(pattern)),
    );
    console.log(`${fate.padEnd(9)}${name(mutant)}`);
    return { fate, mutant };
  });
  const killed = fates.filter(({ fate }) => fate === "killed").length;
  const survivors = fates.filter(({ fate }) => fate === "survived").map(({ mutant }) => mutant);
  const valid = killed + survivors.length;
  const score = valid === 0 ? 1 : killed / valid;
  console.log(`${killed} of ${valid} killed: ${(100 * score).toFixed(1)}%`);
  mkdirSync("out/audit", { recursive: true });
  const report = { found: found.length, drawn: drawn.length, seed: values.seed, killed, valid, score, survivors };
  writeFileSync("out/audit/mutation.json", `${JSON.stringify(report, null, 2)}\n`);
}
