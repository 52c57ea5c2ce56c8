import { type FileLike, groth16, wtns } from "snarkjs";

import { proverCurve } from "./proverCurve.ts";
import { type SolidityProof, toSolidityProof } from "./toSolidityProof.ts";

/** Bytes of `circuits/keys/<circuit>.wasm` and `.zkey`; Node reads them with `loadProvingKey`, a browser fetches them. */
export interface ProvingKey {
  readonly wasm: Uint8Array;
  readonly zkey: Uint8Array;
}

/** A proof with its public inputs, in the order of `circuits/circuits.json`. */
export interface Proof extends SolidityProof {
  readonly publicInputs: readonly bigint[];
}

/**
 * A Groth16 proof for one circuit; about a second on two cores.
 *
 * The first call starts worker threads, which later calls use again: prove as many as you need, one after the other,
 * then call `terminateProver` once.
 *
 * @throws when the inputs do not satisfy the circuit
 */
export async function prove(inputs: object, key: ProvingKey): Promise<Proof> {
  await proverCurve();
  const witness: FileLike = { type: "mem" };
  // The circuit brings its own memory; the calculator's default would reserve 2 GB for nothing.
  await wtns.calculate(inputs, key.wasm, witness, { memorySize: 1 });
  const { proof, publicSignals } = await groth16.prove(key.zkey, witness);
  return { ...toSolidityProof(proof), publicInputs: publicSignals.map(BigInt) };
}
