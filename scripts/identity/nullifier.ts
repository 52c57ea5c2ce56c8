import { poseidon2 } from "poseidon-lite/poseidon2";

import { requireFieldElement } from "./requireFieldElement.ts";

/**
 * Name under which the holder of a secret answers one task: `Poseidon(secret, scope)`.
 *
 * The same for every attempt at that task; unlinkable between tasks.
 *
 * @param scope see `scopeOf`
 */
export function nullifier(secret: bigint, scope: bigint): bigint {
  return poseidon2([requireFieldElement("secret", secret), requireFieldElement("scope", scope)]);
}
