import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { r1cs, zKey } from "snarkjs";

import { compileCircuit } from "./compileCircuit.ts";
import { developmentBeacon } from "./developmentBeacon.ts";
import { developmentPhaseOne } from "./developmentPhaseOne.ts";
import { readCircuits } from "./readCircuits.ts";
import { renderVerifier } from "./renderVerifier.ts";
import { renderBatchVerifier } from "./renderBatchVerifier.ts";
import { sha256File } from "./sha256File.ts";
import { verificationKeyHash } from "./verificationKeyHash.ts";

/** What `circuits/keys/hashes.json` says of one circuit. */
export interface KeyHashes {
  readonly constraints: number;
  readonly r1cs: string;
  readonly wasm: string;
  readonly zkey: string;
  readonly keyHash: string;
}

/**
 * Compiles every circuit and makes its development key, verification key and verifier contract.
 *
 * Contributions are random; a beacon is not. These keys have the beacon as their only contribution, so that the same
 * sources give the same bytes everywhere.
 *
 * @param work folder for intermediate files, relative to the repository's root
 * @param keys folder that receives wasm, zkey, vkey.json and hashes.json
 * @param contracts folder that receives the verifier contracts
 */
export async function buildKeys(work: string, keys: string, contracts: string): Promise<void> {
  for (const directory of [keys, contracts]) mkdirSync(directory, { recursive: true });
  const phaseOne = await developmentPhaseOne(work);
  const hashes: Record<string, KeyHashes> = {};
  for (const circuit of readCircuits()) {
    const compiled = compileCircuit(circuit, work);
    const empty = join(work, `${circuit.name}-empty.zkey`);
    const zkey = join(keys, `${circuit.name}.zkey`);
    if ((await zKey.newZKey(compiled.r1cs, phaseOne, empty)) === -1) {
      throw new Error(`${circuit.name} does not fit the phase-one file ${phaseOne}`);
    }
    const { value, iterationsExp } = developmentBeacon;
    await zKey.beacon(empty, zkey, "development beacon", value, iterationsExp);
    rmSync(empty);

    const verificationKey = await zKey.exportVerificationKey(zkey);
    writeFileSync(join(keys, `${circuit.name}.wasm`), readFileSync(compiled.wasm));
    writeFileSync(join(keys, `${circuit.name}.vkey.json`), `${JSON.stringify(verificationKey, null, 2)}\n`);
    const contract = `${circuit.template}Verifier`;
    writeFileSync(join(contracts, `${contract}.sol`), await renderVerifier(zkey, contract, "development"));
    if (circuit.batched) {
      const batch = `${circuit.template}BatchVerifier`;
      writeFileSync(join(contracts, `${batch}.sol`), renderBatchVerifier(verificationKey, batch, "development"));
    }
    hashes[circuit.name] = {
      constraints: (await r1cs.info(compiled.r1cs)).nConstraints,
      r1cs: sha256File(compiled.r1cs),
      wasm: sha256File(compiled.wasm),
      zkey: sha256File(zkey),
      keyHash: verificationKeyHash(verificationKey),
    };
  }
  const summary = {
    origin: "development",
    warning: "Anybody can forge proofs for these keys. Keys for networks that carry value come from the ceremony.",
    beacon: developmentBeacon,
    phaseOne: sha256File(phaseOne),
    circuits: hashes,
  };
  writeFileSync(join(keys, "hashes.json"), `${JSON.stringify(summary, null, 2)}\n`);
}
