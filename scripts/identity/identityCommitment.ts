import { poseidon1 } from "poseidon-lite/poseidon1";

import { requireFieldElement } from "./requireFieldElement.ts";

/**
 * What a pass is registered for: `Poseidon(secret)`. Public; says nothing about the secret.
 *
 * @throws ValueOutOfRangeError when the secret is not a field element
 */
export function identityCommitment(secret: bigint): bigint {
  return poseidon1([requireFieldElement("secret", secret)]);
}
