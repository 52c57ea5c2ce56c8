import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { zKey } from "snarkjs";

import { compileCircuit } from "./compileCircuit.ts";
import { developmentBeacon } from "./developmentBeacon.ts";
import { developmentPhaseOne } from "./developmentPhaseOne.ts";
import { exportKey, type KeyFolders, type KeyHashes } from "./exportKey.ts";
import { readCircuits } from "./readCircuits.ts";
import { sha256File } from "./sha256File.ts";

/**
 * Compiles every circuit and makes its development key, verification key and verifier contracts.
 *
 * Contributions are random; a beacon is not. These keys have the beacon as their only contribution, so that the same
 * sources give the same bytes everywhere.
 *
 * @param work folder for intermediate files, relative to the repository's root
 */
export async function buildKeys(work: string, folders: KeyFolders): Promise<void> {
  mkdirSync(folders.keys, { recursive: true });
  const phaseOne = await developmentPhaseOne(work);
  const hashes: Record<string, KeyHashes> = {};
  for (const circuit of readCircuits()) {
    const compiled = compileCircuit(circuit, work);
    const empty = join(work, `${circuit.name}-empty.zkey`);
    const zkey = join(folders.keys, `${circuit.name}.zkey`);
    if ((await zKey.newZKey(compiled.r1cs, phaseOne, empty)) === -1) {
      throw new Error(`${circuit.name} does not fit the phase-one file ${phaseOne}`);
    }
    const { value, iterationsExp } = developmentBeacon;
    await zKey.beacon(empty, zkey, "development beacon", value, iterationsExp);
    rmSync(empty);
    hashes[circuit.name] = await exportKey(circuit, compiled, zkey, "development", folders);
  }
  const summary = {
    origin: "development",
    warning: "Anybody can forge proofs for these keys. Keys for networks that carry value come from the ceremony.",
    beacon: developmentBeacon,
    phaseOne: sha256File(phaseOne),
    circuits: hashes,
  };
  writeFileSync(join(folders.keys, "hashes.json"), `${JSON.stringify(summary, null, 2)}\n`);
}
