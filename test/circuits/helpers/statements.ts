import { poseidon1 } from "poseidon-lite/poseidon1";
import { poseidon2 } from "poseidon-lite/poseidon2";
import { poseidon3 } from "poseidon-lite/poseidon3";

import { FIELD_ORDER } from "../../../scripts/identity/field.ts";

/*
 * Both statements as a reader of the rules would write them, in plain integers, without the library and without the
 * circuits' way of putting things.
 */

/** Raw inputs of the eligibility circuit. */
export interface EligibilityInput {
  root: bigint;
  nullifier: bigint;
  scope: bigint;
  signalHash: bigint;
  requirement: bigint;
  secret: bigint;
  level: bigint;
  skills: bigint;
  validUntil: bigint;
  passId: bigint;
  depth: bigint;
  pathBits: bigint[];
  siblings: bigint[];
}

/** Raw inputs of the experience circuit. */
export interface ExperienceInput {
  noteRoot: bigint;
  spendNullifier: bigint;
  identityCommitment: bigint;
  amountAndField: bigint;
  context: bigint;
  secret: bigint;
  scope: bigint;
  depth: bigint;
  pathBits: bigint[];
  siblings: bigint[];
}

const LEAF_TAG = 344468363486591330884477080483986661169989366994011529816291018113566028875n;
const NOTE_TAG = 167222802283559598745101244289435213598331100156538530772030828257216751068n;

const fits = (value: bigint, bits: bigint) => value >= 0n && value < 1n << bits;

/** Root that the used levels lead to, or undefined if the path is not in its canonical form. */
export function rootOf(leaf: bigint, path: Pick<EligibilityInput, "depth" | "pathBits" | "siblings">) {
  if (path.depth < 0n || path.depth > 24n) return undefined;
  let node = leaf;
  for (let level = 0; level < 24; level++) {
    const [bit, sibling] = [path.pathBits[level], path.siblings[level]];
    if (level >= path.depth) {
      if (bit !== 0n || sibling !== 0n) return undefined;
    } else if (bit === 0n) {
      node = poseidon2([node, sibling]);
    } else if (bit === 1n) {
      node = poseidon2([sibling, node]);
    } else {
      return undefined;
    }
  }
  return node;
}

/** Leaf of a pass. */
export function passLeaf(pass: Pick<EligibilityInput, "secret" | "level" | "skills" | "validUntil" | "passId">) {
  const packed = pass.level + pass.skills * 2n ** 8n + pass.validUntil * 2n ** 72n + pass.passId * 2n ** 112n;
  return (poseidon2([poseidon1([pass.secret]), packed]) + LEAF_TAG) % FIELD_ORDER;
}

/** Leaf of a note. */
export function noteLeaf(note: Pick<ExperienceInput, "secret" | "scope" | "amountAndField">) {
  return (poseidon2([poseidon2([note.secret, note.scope]), note.amountAndField]) + NOTE_TAG) % FIELD_ORDER;
}

/** Whether the eligibility statement is true. */
export function eligibilityHolds(input: EligibilityInput): boolean {
  const { requirement, level, skills, validUntil, passId } = input;
  if (!fits(requirement, 120n)) return false;
  if (!fits(level, 8n) || !fits(skills, 64n) || !fits(validUntil, 40n) || !fits(passId, 40n)) return false;
  const minLevel = requirement % 256n;
  const claimedLevel = (requirement / 2n ** 8n) % 256n;
  const requiredSkills = (requirement / 2n ** 16n) % 2n ** 64n;
  const minValidUntil = requirement / 2n ** 80n;
  return (
    minLevel <= claimedLevel &&
    claimedLevel <= level &&
    (skills & requiredSkills) === requiredSkills &&
    validUntil >= minValidUntil &&
    input.nullifier === poseidon2([input.secret, input.scope]) &&
    input.root !== 0n &&
    input.root === rootOf(passLeaf(input), input)
  );
}

/** Whether the experience statement is true. */
export function experienceHolds(input: ExperienceInput): boolean {
  return (
    fits(input.amountAndField, 32n) &&
    input.spendNullifier === poseidon3([input.secret, input.scope, 2n]) &&
    input.identityCommitment === poseidon1([input.secret]) &&
    input.noteRoot !== 0n &&
    input.noteRoot === rootOf(noteLeaf(input), input)
  );
}
