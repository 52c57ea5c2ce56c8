import { mkdir, readFile, writeFile } from "node:fs/promises";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { terminateProver } from "../identity/terminateProver.ts";
import { GAS_NAMES, type GasKey, type GasReport } from "./GasReport.ts";

const SNAPSHOT = new URL("../../snapshots/gas.json", import.meta.url);

interface GasFlags {
  json: boolean;
  check: boolean;
  update: boolean;
}

/** Prints the gas of every user action, and compares or writes the snapshot. */
export default async function gas({ json, check, update }: GasFlags, hre: HardhatRuntimeEnvironment) {
  await hre.tasks.getTask("build").run({ quiet: true });
  // The measurement needs the generated contract types, which the build has just written.
  const { measureGas } = await import("./measureGas.ts");
  const report = await measureGas().finally(terminateProver);
  console.log(json ? JSON.stringify(report) : tableOf(report));
  const named = Object.fromEntries(keysOf(report).map((key) => [GAS_NAMES[key], report[key]]));
  if (update) await write(named);
  if (check) await compare(named);
}

function keysOf(report: GasReport): GasKey[] {
  return Object.keys(report) as GasKey[];
}

function tableOf(report: GasReport): string {
  const width = Math.max(...Object.values(GAS_NAMES).map((name) => name.length));
  const lines = keysOf(report).map((key) => `${GAS_NAMES[key].padEnd(width)} ${format(report[key]).padStart(11)}`);
  return lines.join("\n");
}

function format(gas: number): string {
  return gas.toLocaleString("en-US");
}

async function write(named: Record<string, number>): Promise<void> {
  await mkdir(new URL(".", SNAPSHOT), { recursive: true });
  await writeFile(SNAPSHOT, JSON.stringify(named, null, 2) + "\n");
}

async function compare(named: Record<string, number>): Promise<void> {
  const known = JSON.parse(await readFile(SNAPSHOT, "utf8").catch(() => "{}")) as Record<string, number>;
  const names = [...new Set([...Object.keys(known), ...Object.keys(named)])];
  const changed = names.filter((name) => known[name] !== named[name]);
  if (changed.length === 0) return console.error(`${names.length} figures, as in snapshots/gas.json`);
  for (const name of changed) console.error(`${name}: ${known[name] ?? "absent"} -> ${named[name] ?? "absent"}`);
  console.error(
    "The gas differs from snapshots/gas.json: if that is meant, run npm run gas -- --update and commit it.",
  );
  process.exitCode = 1;
}
