import { poseidon1 } from "poseidon-lite/poseidon1";
import { poseidon2 } from "poseidon-lite/poseidon2";
import { poseidon3 } from "poseidon-lite/poseidon3";

import { type EligibilityInput, type ExperienceInput, noteLeaf, passLeaf, rootOf } from "./statements.ts";

/** Packs a requirement from its fields, in the clear. */
export function requirementOf(minLevel: bigint, claimedLevel: bigint, skills: bigint, minValidUntil: bigint): bigint {
  return minLevel + claimedLevel * 2n ** 8n + skills * 2n ** 16n + minValidUntil * 2n ** 80n;
}

/** A path of some depth: alternating sides, siblings of no particular structure. */
export function pathOfDepth(depth: number): Pick<EligibilityInput, "depth" | "pathBits" | "siblings"> {
  const levels = Array.from({ length: 24 }, (_, level) => level);
  return {
    depth: BigInt(depth),
    pathBits: levels.map((level) => (level < depth ? BigInt(level % 2) : 0n)),
    siblings: levels.map((level) => (level < depth ? poseidon1([BigInt(level)]) : 0n)),
  };
}

/** Public values that follow from the private ones of an eligibility statement. */
export function completeEligibility(input: EligibilityInput): EligibilityInput {
  const root = rootOf(passLeaf(input), input) ?? input.root;
  return { ...input, root, nullifier: poseidon2([input.secret, input.scope]) };
}

/** A valid input of the eligibility circuit, new for every caller. */
export function freshEligibilityInput(change: Partial<EligibilityInput> = {}): EligibilityInput {
  return completeEligibility({
    root: 0n,
    nullifier: 0n,
    scope: 2n ** 248n - 1n,
    signalHash: 2n ** 247n + 5n,
    requirement: requirementOf(2n, 3n, 0b101n, 1_700_000_000n),
    secret: 123_456_789n,
    level: 5n,
    skills: 0b1101n,
    validUntil: 1_800_000_000n,
    passId: 42n,
    ...pathOfDepth(10),
    ...change,
  });
}

/** Public values that follow from the private ones of an experience statement. */
export function completeExperience(input: ExperienceInput): ExperienceInput {
  return {
    ...input,
    noteRoot: rootOf(noteLeaf(input), input) ?? input.noteRoot,
    spendNullifier: poseidon3([input.secret, input.scope, 2n]),
    identityCommitment: poseidon1([input.secret]),
  };
}

/** A valid input of the experience circuit, new for every caller. */
export function freshExperienceInput(change: Partial<ExperienceInput> = {}): ExperienceInput {
  return completeExperience({
    noteRoot: 0n,
    spendNullifier: 0n,
    identityCommitment: 0n,
    amountAndField: 100n + 3n * 2n ** 16n,
    context: 2n ** 248n - 3n,
    secret: 987_654_321n,
    scope: 2n ** 247n + 11n,
    ...pathOfDepth(7),
    ...change,
  });
}
