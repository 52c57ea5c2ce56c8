import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { zKey } from "snarkjs";

import { compileCircuit } from "../compileCircuit.ts";
import type { Circuit } from "../readCircuits.ts";
import { sha256File } from "../sha256File.ts";
import { CeremonyError } from "./CeremonyError.ts";
import { checkPhaseOne, PUBLISHED_PHASE_ONE } from "./phaseOne.ts";
import { keyPath, writeTranscript } from "./transcript.ts";

/** Where to hold a ceremony, and over what. */
export interface CeremonyStart {
  /** Folder of the ceremony, relative to the repository's root; passed from contributor to contributor. */
  readonly folder: string;
  readonly circuits: readonly Circuit[];
  /** The downloaded phase-one file. */
  readonly phaseOne: string;
  /** BLAKE2b-512 that was published for it. */
  readonly phaseOneHash?: string;
}

/**
 * Compiles the circuits and makes their first keys, which nobody has contributed to yet.
 *
 * @throws CeremonyError when the folder is in use or the phase-one file is not the published one
 */
export async function startCeremony(options: CeremonyStart): Promise<void> {
  const { folder, circuits, phaseOne, phaseOneHash = PUBLISHED_PHASE_ONE.blake2b } = options;
  if (existsSync(join(folder, "transcript.json"))) {
    throw new CeremonyError(`${folder} holds a ceremony already: name another folder with --folder.`);
  }
  checkPhaseOne(phaseOne, phaseOneHash);
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, "phase-one.ptau");
  copyFileSync(phaseOne, copy);
  const constraints: Record<string, string> = {};
  const initialKeys: Record<string, string> = {};
  for (const circuit of circuits) {
    const { r1cs } = compileCircuit(circuit, folder);
    const key = keyPath(folder, circuit.name, 0);
    if ((await zKey.newZKey(r1cs, copy, key)) === -1) {
      throw new CeremonyError(
        `${circuit.name} has more constraints than the phase-one file allows: take a larger one.`,
      );
    }
    constraints[circuit.name] = sha256File(r1cs);
    initialKeys[circuit.name] = sha256File(key);
  }
  writeTranscript(folder, { version: 1, phaseOne: phaseOneHash, circuits, constraints, initialKeys, steps: [] });
}
