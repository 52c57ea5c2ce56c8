import type { VerificationKey } from "snarkjs";

import type { EligibilityProof } from "./proveEligibility.ts";
import { verifyProof } from "./verifyProof.ts";

/**
 * Whether an eligibility proof holds for its public inputs, as the verifier contract would say; about 20 ms.
 *
 * That root, nullifier, scope, signal and requirement are the right ones is for the caller to check.
 *
 * @param key content of `circuits/keys/eligibility.vkey.json`
 */
export async function verifyEligibility(proof: EligibilityProof, key: VerificationKey): Promise<boolean> {
  return verifyProof(proof, key);
}
