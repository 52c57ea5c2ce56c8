/**
 * `npm run bench:proving [-- --rounds N]`: our eligibility proof against Semaphore v4's at the same depth, in one run.
 *
 * Each takes its turn in a process of its own, several times, so that other load on the machine hits both alike.
 * Semaphore's packages (400 MB) are installed into `out/bench/semaphore` on first use.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { ProvingTimes } from "./provingSubject.ts";

const PEERS = [
  "@semaphore-protocol/proof@4.14.3",
  "@semaphore-protocol/identity@4.14.3",
  "@zk-kit/semaphore-artifacts@4.13.0",
];
const PROOFS_PER_ROUND = 5;

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "out/bench/semaphore");
const rounds = parseRounds(process.argv.slice(2));

installPeers();
const subjects = { alaya: "provingAlaya.ts", semaphore: "provingSemaphore.ts" };
const results = { alaya: [] as ProvingTimes[], semaphore: [] as ProvingTimes[] };
for (let round = 1; round <= rounds; round++) {
  for (const name of ["alaya", "semaphore"] as const) {
    process.stderr.write(`round ${round} of ${rounds}: ${name}\n`);
    results[name].push(measure(subjects[name]));
  }
}

const sizes = {
  alaya: statSync(join(root, "circuits/keys/eligibility.zkey")).size,
  semaphore: statSync(join(folder, "node_modules/@zk-kit/semaphore-artifacts/semaphore-24.zkey")).size,
};
const report = Object.fromEntries(
  (["alaya", "semaphore"] as const).map((name) => {
    const all = (pick: (times: ProvingTimes) => number[]) => results[name].flatMap(pick);
    return [
      name,
      {
        depth: 24,
        proofs: all(({ prove }) => prove).length,
        proveMs: median(all(({ prove }) => prove)),
        proveCpuMs: median(all(({ proveCpu }) => proveCpu)),
        proveFastestMs: Math.round(Math.min(...all(({ prove }) => prove))),
        firstProofMs: median(all(({ firstProof }) => [firstProof])),
        verifyMs: median(all(({ verify }) => verify)),
        keyMB: Number((sizes[name] / 1e6).toFixed(2)),
        peakMemoryMB: Math.round(Math.max(...results[name].map(({ peakMemory }) => peakMemory)) / 1e6),
      },
    ];
  }),
);
mkdirSync(join(root, "out/bench"), { recursive: true });
const file = join(root, "out/bench/proving.json");
const [cpu] = cpus();
const machine = { node: process.version, cpu: cpu?.model, cores: cpus().length };
writeFileSync(file, `${JSON.stringify({ machine, ...report }, null, 2)}\n`);
console.table(report);
console.log(`${machine.cores} cores, Node ${machine.node}. Written to out/bench/proving.json.`);

function parseRounds(options: string[]): number {
  const count = options.length === 0 ? 3 : Number(options[1]);
  if (
    (options.length > 0 && options[0] !== "--rounds") ||
    options.length > 2 ||
    !(Number.isInteger(count) && count > 0)
  ) {
    console.error("Usage: npm run bench:proving [-- --rounds N]");
    process.exit(1);
  }
  return count;
}

function installPeers(): void {
  if (existsSync(join(folder, "installed"))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  process.stderr.write("installing Semaphore's packages\n");
  const options = ["--save-exact", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  try {
    execFileSync("npm", ["install", ...options, ...PEERS], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  } catch {
    console.error(
      "Semaphore's packages could not be installed: check the connection to the npm registry and try again.",
    );
    process.exit(1);
  }
  writeFileSync(join(folder, "installed"), "");
}

function measure(script: string): ProvingTimes {
  const subject = fileURLToPath(new URL(script, import.meta.url));
  const output = execFileSync(process.execPath, [subject, String(PROOFS_PER_ROUND), folder], { encoding: "utf8" });
  return JSON.parse(output) as ProvingTimes;
}

function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return Math.round(sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
}
