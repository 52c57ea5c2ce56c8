import { identityCommitment } from "./identityCommitment.ts";
import { leafHash } from "./leafHash.ts";
import { packLeaf, type PassTerms } from "./packLeaf.ts";
import { packRequirement, type Requirement } from "./packRequirement.ts";
import { pathRoot } from "./pathRoot.ts";
import type { TreePath } from "./treePath.ts";

/** Everything an eligibility proof is made from. */
export interface EligibilityStatement {
  /** See `deriveSecret`. Never leaves the prover. */
  readonly secret: bigint;
  /** The pass as its newest leaf says it. */
  readonly pass: PassTerms;
  /** Where that leaf is, see `TreeMirror.path`. */
  readonly path: TreePath;
  /** A recent root of the eligibility tree. */
  readonly root: bigint;
  /** See `scopeOf`. */
  readonly scope: bigint;
  /** See `signalOf`. */
  readonly signal: bigint;
  readonly requirement: Requirement;
}

/** The pass does not qualify, or the tree does not hold it. */
export class NotEligibleError extends Error {
  override readonly name = "NotEligibleError";
}

/**
 * Checks a statement before time is spent on a proof.
 *
 * @throws NotEligibleError saying which condition fails and what to do
 * @throws ValueOutOfRangeError when a value does not fit its place
 */
export function checkEligibility({ secret, pass, path, root, requirement }: EligibilityStatement): void {
  const { minLevel, claimedLevel, skills, minValidUntil } = requirement;
  packRequirement(requirement);
  if (claimedLevel < minLevel) {
    throw new NotEligibleError(`The task asks for level ${minLevel}; claim at least that, not ${claimedLevel}.`);
  }
  if (pass.level < claimedLevel) {
    throw new NotEligibleError(`The pass has level ${pass.level}; it cannot claim level ${claimedLevel}.`);
  }
  const missing = skills & ~pass.skills;
  if (missing !== 0n) {
    const names = Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => (missing >> BigInt(bit)) & 1n);
    throw new NotEligibleError(`The pass lacks required skills: ${names.join(", ")}.`);
  }
  if (pass.validUntil < minValidUntil) {
    throw new NotEligibleError(
      `The pass's leaf expires at ${pass.validUntil}, before the task's commit deadline ${minValidUntil}: renew the pass.`,
    );
  }
  const leaf = leafHash(identityCommitment(secret), packLeaf(pass));
  if (root === 0n || pathRoot(leaf, path) !== root) {
    throw new NotEligibleError("The path does not lead from this pass to the root: bring the tree mirror up to date.");
  }
}
