import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { r1cs, zKey } from "snarkjs";

import type { CompiledCircuit } from "./compileCircuit.ts";
import type { Circuit } from "./readCircuits.ts";
import { renderBatchVerifier } from "./renderBatchVerifier.ts";
import { type KeyOrigin, renderVerifier } from "./renderVerifier.ts";
import { sha256File } from "./sha256File.ts";
import { verificationKeyHash } from "./verificationKeyHash.ts";

/** What `circuits/keys/hashes.json` says of one circuit; SHA-256 but for `keyHash`. */
export interface KeyHashes {
  readonly constraints: number;
  readonly r1cs: string;
  readonly wasm: string;
  readonly zkey: string;
  /** The verifier contract's `KEY_HASH`. */
  readonly keyHash: string;
}

/** Where a key's files go. */
export interface KeyFolders {
  /** Receives wasm, zkey and vkey.json. */
  readonly keys: string;
  /** Receives the verifier contracts. */
  readonly contracts: string;
}

/**
 * Writes everything that follows from a finished proving key.
 *
 * @param zkey the finished key, outside of `folders.keys` or already in its place
 */
export async function exportKey(
  circuit: Circuit,
  compiled: CompiledCircuit,
  zkey: string,
  origin: KeyOrigin,
  { keys, contracts }: KeyFolders,
): Promise<KeyHashes> {
  for (const directory of [keys, contracts]) mkdirSync(directory, { recursive: true });
  const target = (kind: string) => join(keys, `${circuit.name}.${kind}`);
  const verificationKey = await zKey.exportVerificationKey(zkey);
  if (zkey !== target("zkey")) copyFileSync(zkey, target("zkey"));
  copyFileSync(compiled.wasm, target("wasm"));
  writeFileSync(target("vkey.json"), `${JSON.stringify(verificationKey, null, 2)}\n`);
  const contract = `${circuit.template}Verifier`;
  writeFileSync(join(contracts, `${contract}.sol`), await renderVerifier(zkey, contract, origin));
  if (circuit.batched) {
    const batch = `${circuit.template}BatchVerifier`;
    writeFileSync(join(contracts, `${batch}.sol`), renderBatchVerifier(verificationKey, batch, origin));
  }
  return {
    constraints: (await r1cs.info(compiled.r1cs)).nConstraints,
    r1cs: sha256File(compiled.r1cs),
    wasm: sha256File(compiled.wasm),
    zkey: sha256File(zkey),
    keyHash: verificationKeyHash(verificationKey),
  };
}
