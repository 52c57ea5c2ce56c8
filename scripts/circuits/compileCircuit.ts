import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Circuit } from "./readCircuits.ts";

/** Files of one compiled circuit, and what `circom --inspect` had to say. */
export interface CompiledCircuit {
  readonly r1cs: string;
  readonly wasm: string;
  readonly sym: string;
  /** Warnings of the compiler and of its inspection; empty when there are none. */
  readonly warnings: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Compiles one circuit with all linear constraints removed (`--O2`).
 *
 * The `main` component is written from `circuits/circuits.json`. The same sources give the same bytes on any machine.
 *
 * @param directory where the files go, relative to the repository's root
 * @throws when circom reports an error; the message names file and line
 */
export function compileCircuit(circuit: Circuit, directory: string): CompiledCircuit {
  const folder = join(directory, circuit.name);
  mkdirSync(join(root, folder), { recursive: true });
  const main = join(folder, "main.circom");
  writeFileSync(
    join(root, main),
    `pragma circom 2.2.0;

include "${circuit.source ?? `${circuit.name}.circom`}";

component main { public [${circuit.publicInputs.join(", ")}] } = ${circuit.template}(${circuit.parameters.join(", ")});
`,
  );
  const compiler = fileURLToPath(import.meta.resolve("circom2/cli.js"));
  const options = ["--r1cs", "--wasm", "--sym", "--O2", "--inspect", "-l", "circuits", "-l", "node_modules"];
  const result = spawnSync(process.execPath, [compiler, main, ...options, "-o", folder], {
    cwd: root,
    encoding: "utf8",
  });
  if (result.status !== 0) {
    throw new Error(`circom refused circuits/${circuit.name}.circom:\n${result.stderr}${result.stdout}`);
  }
  return {
    r1cs: join(root, folder, "main.r1cs"),
    wasm: join(root, folder, "main_js", "main.wasm"),
    sym: join(root, folder, "main.sym"),
    warnings: result.stderr.trim(),
  };
}
