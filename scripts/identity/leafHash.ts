import { poseidon2 } from "poseidon-lite/poseidon2";

import { FIELD_ORDER } from "./field.ts";
import { requireBits } from "./requireBits.ts";
import { requireFieldElement } from "./requireFieldElement.ts";
import { LEAF_TAG } from "./treeTags.ts";

/**
 * Leaf of the eligibility tree: `Poseidon(commitment, packed) + LEAF_TAG`.
 *
 * @param commitment identity commitment of the pass
 * @param packed see `packLeaf`
 */
export function leafHash(commitment: bigint, packed: bigint): bigint {
  const inputs = [requireFieldElement("identityCommitment", commitment), requireBits("packed", packed, 152)];
  return (poseidon2(inputs) + LEAF_TAG) % FIELD_ORDER;
}
