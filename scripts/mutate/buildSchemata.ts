import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Build, TWIN } from "./Build.ts";
import { makeSchemata } from "./makeSchemata.ts";
import { openCopy } from "./openCopy.ts";
import type { Numbered } from "./writeSchemata.ts";

/** A copy that is built with many mutants in it. */
export interface Schemata {
  readonly copy: string;
  /** Numbers of the mutants. */
  readonly held: ReadonlySet<number>;
}

/** Mutants in one build: in the scorers' loops each costs gas, which is bounded. */
const MOST = 500;

/**
 * Builds copies that hold mutants, as few copies as compile.
 *
 * @param folder of the copies, emptied
 */
export async function buildSchemata(mutants: Numbered, folder: string): Promise<Schemata[]> {
  rmSync(folder, { recursive: true, force: true });
  const input = new Build().input();
  const entries = [...mutants];

  const build = async (from: number, to: number): Promise<Schemata[]> => {
    const copy = join(folder, `${from}-${to}`);
    const { sources, held } = makeSchemata(input, new Map(entries.slice(from, to)));
    if (held.size === 0) return [];
    openCopy(copy);
    for (const [file, text] of sources) writeFileSync(join(copy, file), text);
    const args = ["--config", "mutate.config.ts", "build", "--quiet"];
    const run = spawn("node_modules/.bin/hardhat", args, { cwd: copy, stdio: "ignore" });
    const stop = () => void run.kill();
    process.once("exit", stop);
    const [status] = (await once(run, "exit")) as [number | null];
    process.off("exit", stop);
    if (status === 0) {
      cpSync(TWIN, join(copy, TWIN));
      return [{ copy, held }];
    }
    if (to - from === 1) return [];
    const middle = Math.ceil((from + to) / 2);
    return [...(await build(from, middle)), ...(await build(middle, to))];
  };

  const built: Schemata[] = [];
  const parts = Math.ceil(entries.length / MOST);
  const edge = (part: number) => Math.round((part * entries.length) / parts);
  for (let part = 0; part < parts; part++) built.push(...(await build(edge(part), edge(part + 1))));
  return built;
}
