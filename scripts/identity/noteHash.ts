import { poseidon2 } from "poseidon-lite/poseidon2";

import { FIELD_ORDER } from "./field.ts";
import { requireBits } from "./requireBits.ts";
import { requireFieldElement } from "./requireFieldElement.ts";
import { NOTE_TAG } from "./treeTags.ts";

/**
 * Leaf of the experience tree: `Poseidon(answerNullifier, amountAndField) + NOTE_TAG`.
 *
 * @param answerNullifier nullifier of the settled answer sheet
 * @param amountAndField see `packNote`
 */
export function noteHash(answerNullifier: bigint, amountAndField: bigint): bigint {
  const inputs = [
    requireFieldElement("answerNullifier", answerNullifier),
    requireBits("amountAndField", amountAndField, 32),
  ];
  return (poseidon2(inputs) + NOTE_TAG) % FIELD_ORDER;
}
