import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Circuit } from "../readCircuits.ts";
import { CeremonyError } from "./CeremonyError.ts";

/** One step of the ceremony, over all circuits. */
export interface Step {
  /** Who contributed, or what the beacon is. */
  readonly name: string;
  /** Set for the closing beacon only. */
  readonly beacon?: { readonly value: string; readonly iterationsExp: number };
  /** By circuit: hash of the contribution, to be compared with what the contributor published. */
  readonly contributions: Record<string, string>;
  /** By circuit: SHA-256 of the key after this step. */
  readonly keys: Record<string, string>;
}

/** What happened, in order; `transcript.json` in the ceremony's folder. */
export interface Transcript {
  readonly version: 1;
  /** BLAKE2b-512 of the phase-one file. */
  readonly phaseOne: string;
  readonly circuits: readonly Circuit[];
  /** By circuit: SHA-256 of the constraints. */
  readonly constraints: Record<string, string>;
  /** By circuit: SHA-256 of the key before the first contribution. */
  readonly initialKeys: Record<string, string>;
  readonly steps: readonly Step[];
}

/** Path of a circuit's key after some number of steps. */
export function keyPath(folder: string, circuit: string, step: number): string {
  return join(folder, `${circuit}-${String(step).padStart(4, "0")}.zkey`);
}

/** @throws CeremonyError when the folder holds no ceremony */
export function readTranscript(folder: string): Transcript {
  try {
    const transcript = JSON.parse(readFileSync(join(folder, "transcript.json"), "utf8")) as Transcript;
    if (transcript.version === 1) return transcript;
  } catch {
    // Reported below.
  }
  throw new CeremonyError(`${folder} holds no ceremony: begin with \`npm run ceremony -- start\`, or name its folder.`);
}

/** Writes the transcript whole or not at all. */
export function writeTranscript(folder: string, transcript: Transcript): void {
  const path = join(folder, "transcript.json");
  writeFileSync(`${path}.tmp`, `${JSON.stringify(transcript, null, 2)}\n`);
  renameSync(`${path}.tmp`, path);
}
