import { loadProvingKey } from "../../scripts/identity/loadProvingKey.ts";
import type { EligibilityStatement } from "../../scripts/identity/checkEligibility.ts";
import { type EligibilityProof, proveEligibility } from "../../scripts/identity/proveEligibility.ts";

const known = new Map<string, Promise<EligibilityProof>>();
let key: ReturnType<typeof loadProvingKey> | undefined;

/** A real proof. The same statement is proven once per process: fixtures are rebuilt more often than that. */
export function proveSheet(statement: EligibilityStatement): Promise<EligibilityProof> {
  const name = JSON.stringify(statement, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  let proof = known.get(name);
  if (proof === undefined) {
    key ??= loadProvingKey("eligibility");
    proof = key.then((bytes) => proveEligibility(statement, bytes));
    known.set(name, proof);
  }
  return proof;
}
