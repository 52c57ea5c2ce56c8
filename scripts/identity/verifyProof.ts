import { groth16, type VerificationKey } from "snarkjs";

import { FIELD_ORDER } from "./field.ts";
import { fromSolidityProof } from "./fromSolidityProof.ts";
import type { Proof } from "./prove.ts";
import { proverCurve } from "./proverCurve.ts";

/** Order of the field that the points' coordinates are in. */
const COORDINATE_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

/**
 * Whether a proof holds for its public inputs, as the verifier contract would say; about 20 ms.
 *
 * Malformed proofs (a public input or coordinate out of range, a point off the curve) are false, not an exception.
 */
export async function verifyProof(proof: Proof, key: VerificationKey): Promise<boolean> {
  const { a, b, c, publicInputs } = proof;
  if (publicInputs.length !== key.nPublic) return false;
  if (publicInputs.some((input) => input < 0n || input >= FIELD_ORDER)) return false;
  if ([a, ...b, c].flat().some((word) => word < 0n || word >= COORDINATE_ORDER)) return false;
  await proverCurve();
  try {
    return await groth16.verify(key, publicInputs.map(String), fromSolidityProof(proof));
  } catch {
    return false;
  }
}
