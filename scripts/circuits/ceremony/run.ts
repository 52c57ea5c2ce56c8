/**
 * `npm run ceremony -- <command>`: production keys that are safe as long as one contributor was honest.
 *
 *     start      --phase-one FILE              begin; FILE is the published powers of tau
 *     contribute --name NAME [--entropy TEXT]  add randomness, then publish the hashes it prints
 *     beacon     --name NAME --value HEX [--iterations N]   close with a public random value
 *     verify                                   check everything from the sources
 *     finish                                   verify, then put keys and verifier contracts in their places
 *
 * Every command takes `--folder FOLDER` (out/ceremony by default), the folder that goes from hand to hand.
 */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { proverCurve } from "../../identity/proverCurve.ts";
import { terminateProver } from "../../identity/terminateProver.ts";
import { readCircuits } from "../readCircuits.ts";
import { CeremonyError } from "./CeremonyError.ts";
import { closeWithBeacon } from "./closeWithBeacon.ts";
import { contribute } from "./contribute.ts";
import { finishCeremony } from "./finishCeremony.ts";
import { startCeremony } from "./startCeremony.ts";
import type { Step } from "./transcript.ts";
import { verifyCeremony } from "./verifyCeremony.ts";

const USAGE = `Usage: npm run ceremony -- <command> [--folder FOLDER]
  start      --phase-one FILE
  contribute --name NAME [--entropy TEXT]
  beacon     --name NAME --value HEX [--iterations N]
  verify
  finish`;

type Options = Record<"phase-one" | "name" | "entropy" | "value" | "iterations", string | undefined>;

const commands: Record<string, (folder: string, options: Options) => Promise<string>> = {
  async start(folder, options) {
    await startCeremony({ folder, circuits: readCircuits(), phaseOne: required(options, "phase-one") });
    return `The ceremony has begun in ${folder}. Contribute, then pass the folder on.`;
  },
  async contribute(folder, options) {
    return published(await contribute(folder, required(options, "name"), options.entropy));
  },
  async beacon(folder, options) {
    const iterationsExp = options.iterations === undefined ? undefined : Number(options.iterations);
    const [name, value] = [required(options, "name"), required(options, "value")];
    return published(await closeWithBeacon(folder, { name, value, iterationsExp }));
  },
  async verify(folder) {
    const { steps } = await verifyCeremony(folder);
    const lines = steps.flatMap((step, index) => [`${index + 1}. ${step.name}`, ...hashLines(step)]);
    return [...lines, `All ${steps.length} steps follow from each other, from phase one and from the sources.`].join(
      "\n",
    );
  },
  async finish(folder) {
    await finishCeremony(folder, { keys: "circuits/keys", contracts: "contracts/verifiers" });
    return "Keys and transcript are in circuits/keys, verifiers in contracts/verifiers: commit them.";
  },
};

function required(options: Options, name: keyof Options): string {
  const value = options[name];
  if (value === undefined) throw new CeremonyError(`--${name} is missing.\n${USAGE}`);
  return value;
}

function hashLines({ contributions }: Step): string[] {
  return Object.entries(contributions).map(([circuit, hash]) => `   ${circuit}: ${hash}`);
}

function published(step: Step): string {
  return [`${step.name}: publish these hashes.`, ...hashLines(step)].join("\n");
}

async function run(): Promise<void> {
  const text = { type: "string" } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { ...text, default: "out/ceremony" },
      "phase-one": text,
      name: text,
      entropy: text,
      value: text,
      iterations: text,
    },
  });
  const { folder, ...options } = values;
  const command = positionals.length === 1 ? commands[positionals[0]] : undefined;
  if (!command) throw new CeremonyError(USAGE);
  await proverCurve();
  console.log(await command(relative(process.cwd(), folder), options as Options));
}

process.chdir(fileURLToPath(new URL("../../../", import.meta.url)));
try {
  await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await terminateProver();
}
