import type { EligibilityStatement } from "../../../scripts/identity/checkEligibility.ts";
import type { ExperienceStatement } from "../../../scripts/identity/checkExperience.ts";
import { identityCommitment } from "../../../scripts/identity/identityCommitment.ts";
import { leafHash } from "../../../scripts/identity/leafHash.ts";
import { loadProvingKey } from "../../../scripts/identity/loadProvingKey.ts";
import { noteHash } from "../../../scripts/identity/noteHash.ts";
import { nullifier } from "../../../scripts/identity/nullifier.ts";
import { packLeaf } from "../../../scripts/identity/packLeaf.ts";
import { packNote } from "../../../scripts/identity/packNote.ts";
import { pathRoot } from "../../../scripts/identity/pathRoot.ts";
import { type EligibilityProof, proveEligibility } from "../../../scripts/identity/proveEligibility.ts";
import { type ExperienceProof, proveExperience } from "../../../scripts/identity/proveExperience.ts";
import { proveMany } from "../../../scripts/identity/proveMany.ts";

/** True statements of contributors of level 3 on one task, each with a path of its own. */
export function eligibilityStatements(count: number): EligibilityStatement[] {
  return Array.from({ length: count }, (_, contributor) => {
    const secret = 1000n + BigInt(contributor);
    const pass = { level: 3, skills: 0b11n, validUntil: 2_000n, passId: BigInt(contributor) };
    const path = { siblings: [11n, 22n, 33n], index: contributor % 8 };
    return {
      secret,
      pass,
      path,
      root: pathRoot(leafHash(identityCommitment(secret), packLeaf(pass)), path),
      scope: 77n,
      signal: 5000n + BigInt(contributor),
      requirement: { minLevel: 2, claimedLevel: 3, skills: 0b10n, minValidUntil: 1_999n },
    };
  });
}

/** A true statement about a note of 100 in field 4. */
export function experienceStatement(): ExperienceStatement {
  const [secret, scope, note, path] = [9n, 88n, { amount: 100, field: 4 }, { siblings: [5n, 6n], index: 2 }];
  const root = pathRoot(noteHash(nullifier(secret, scope), packNote(note)), path);
  return { secret, scope, note, path, root, context: 99n };
}

let eligibility: Promise<EligibilityProof[]> | undefined;
let experience: Promise<ExperienceProof> | undefined;

/** Three proofs that all test files share, since making one takes a second. */
export function eligibilityProofs(): Promise<EligibilityProof[]> {
  eligibility ??= loadProvingKey("eligibility").then((key) =>
    proveMany(eligibilityStatements(3), (statement) => proveEligibility(statement, key)),
  );
  return eligibility;
}

/** One proof that all test files share. */
export function experienceProof(): Promise<ExperienceProof> {
  experience ??= loadProvingKey("experience").then((key) => proveExperience(experienceStatement(), key));
  return experience;
}
