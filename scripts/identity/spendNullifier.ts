import { poseidon3 } from "poseidon-lite/poseidon3";

import { requireFieldElement } from "./requireFieldElement.ts";

/**
 * Shown once when a note is spent: `Poseidon(secret, scope, 2)`. Cannot be linked to the answer sheet's nullifier.
 *
 * @param scope scope of the task that the note was earned with
 */
export function spendNullifier(secret: bigint, scope: bigint): bigint {
  return poseidon3([requireFieldElement("secret", secret), requireFieldElement("scope", scope), 2n]);
}
