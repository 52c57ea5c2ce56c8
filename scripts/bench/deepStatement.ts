import type { EligibilityStatement } from "../identity/checkEligibility.ts";
import { identityCommitment } from "../identity/identityCommitment.ts";
import { leafHash } from "../identity/leafHash.ts";
import { packLeaf } from "../identity/packLeaf.ts";
import { pathRoot } from "../identity/pathRoot.ts";
import { MAX_DEPTH } from "../identity/treePath.ts";

/** A true statement of eligibility whose leaf has 24 siblings, the most there can be. */
export function deepStatement(): EligibilityStatement {
  const secret = 123_456_789n;
  const pass = { level: 5, skills: 7n, validUntil: 2_000n, passId: 1n };
  const path = { siblings: Array.from({ length: MAX_DEPTH }, (_, level) => BigInt(level + 1)), index: 11_184_810 };
  return {
    secret,
    pass,
    path,
    root: pathRoot(leafHash(identityCommitment(secret), packLeaf(pass)), path),
    scope: 42n,
    signal: 43n,
    requirement: { minLevel: 2, claimedLevel: 4, skills: 3n, minValidUntil: 1_000n },
  };
}
