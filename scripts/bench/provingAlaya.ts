/** Measures our eligibility proof with 24 siblings; started by proving.ts. */
import type { EligibilityStatement } from "../identity/checkEligibility.ts";
import { identityCommitment } from "../identity/identityCommitment.ts";
import { leafHash } from "../identity/leafHash.ts";
import { loadProvingKey } from "../identity/loadProvingKey.ts";
import { loadVerificationKey } from "../identity/loadVerificationKey.ts";
import { packLeaf } from "../identity/packLeaf.ts";
import { pathRoot } from "../identity/pathRoot.ts";
import { proveEligibility } from "../identity/proveEligibility.ts";
import { terminateProver } from "../identity/terminateProver.ts";
import { MAX_DEPTH } from "../identity/treePath.ts";
import { verifyEligibility } from "../identity/verifyEligibility.ts";
import { provingSubject } from "./provingSubject.ts";

const [key, verificationKey] = [await loadProvingKey("eligibility"), await loadVerificationKey("eligibility")];
const pass = { level: 5, skills: 7n, validUntil: 2_000n, passId: 1n };
const path = { siblings: Array.from({ length: MAX_DEPTH }, (_, level) => BigInt(level + 1)), index: 11_184_810 };
const statement: EligibilityStatement = {
  secret: 123_456_789n,
  pass,
  path,
  root: pathRoot(leafHash(identityCommitment(123_456_789n), packLeaf(pass)), path),
  scope: 42n,
  signal: 43n,
  requirement: { minLevel: 2, claimedLevel: 4, skills: 3n, minValidUntil: 1_000n },
};
await provingSubject(
  Number(process.argv[2]),
  () => proveEligibility(statement, key),
  (proof) => verifyEligibility(proof, verificationKey),
);
await terminateProver();
