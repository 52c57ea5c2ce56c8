import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

import { CeremonyError } from "./CeremonyError.ts";

/**
 * The phase-one file for circuits of at most 2^13 constraints, from the perpetual powers of tau (54 contributions and a
 * beacon), as listed in snarkjs' README.
 */
export const PUBLISHED_PHASE_ONE = {
  url: "https://storage.googleapis.com/zkevm/ptau/powersOfTau28_hez_final_13.ptau",
  blake2b:
    "58efc8bf2834d04768a3d7ffcd8e1e23d461561729beaac4e3e7a47829a1c9066d5320241e124a1a8e8aa6c75be0ba66f65bc8239a0542ed38e11276f6fdb4d9",
} as const;

/**
 * Checks a phase-one file against its published hash.
 *
 * @param expected BLAKE2b-512 in hexadecimal
 * @throws CeremonyError when the file is missing or another one
 */
export function checkPhaseOne(path: string, expected: string): void {
  if (!existsSync(path)) {
    throw new CeremonyError(
      `There is no file ${path}: download ${PUBLISHED_PHASE_ONE.url} and name it with --phase-one.`,
    );
  }
  const actual = createHash("blake2b512").update(readFileSync(path)).digest("hex");
  if (actual !== expected) {
    throw new CeremonyError(
      `${path} is not the published phase-one file: its BLAKE2b hash is ${actual}, not ${expected}.`,
    );
  }
}
