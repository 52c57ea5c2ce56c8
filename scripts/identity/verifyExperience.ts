import type { VerificationKey } from "snarkjs";

import type { ExperienceProof } from "./proveExperience.ts";
import { verifyProof } from "./verifyProof.ts";

/**
 * Whether an experience proof holds for its public inputs, as the verifier contract would say; about 20 ms.
 *
 * That root, spend nullifier, commitment, amount and context are the right ones is for the caller to check.
 *
 * @param key content of `circuits/keys/experience.vkey.json`
 */
export async function verifyExperience(proof: ExperienceProof, key: VerificationKey): Promise<boolean> {
  return verifyProof(proof, key);
}
