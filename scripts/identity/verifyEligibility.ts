import { groth16, type VerificationKey } from "snarkjs";

import { FIELD_ORDER } from "./field.ts";
import { fromSolidityProof } from "./fromSolidityProof.ts";
import type { EligibilityProof } from "./proveEligibility.ts";

/**
 * Whether an eligibility proof holds for its public inputs, as the verifier contract would say; about 20 ms.
 *
 * That root, nullifier, scope, signal and requirement are the right ones is for the caller to check.
 *
 * @param key content of `circuits/keys/eligibility.vkey.json`
 */
export async function verifyEligibility(proof: EligibilityProof, key: VerificationKey): Promise<boolean> {
  const { publicInputs } = proof;
  if (publicInputs.length !== key.nPublic) return false;
  if (publicInputs.some((input) => input < 0n || input >= FIELD_ORDER)) return false;
  return groth16.verify(key, publicInputs.map(String), fromSolidityProof(proof));
}
