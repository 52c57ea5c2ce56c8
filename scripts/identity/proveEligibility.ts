import { checkEligibility, type EligibilityStatement } from "./checkEligibility.ts";
import { nullifier } from "./nullifier.ts";
import { packRequirement } from "./packRequirement.ts";
import { pathInputs } from "./pathInputs.ts";
import { prove, type ProvingKey } from "./prove.ts";
import { requireFieldElement } from "./requireFieldElement.ts";
import type { SolidityProof } from "./toSolidityProof.ts";

/** Public inputs: root, nullifier, scope, signal, requirement. */
export type EligibilityInputs = readonly [
  root: bigint,
  nullifier: bigint,
  scope: bigint,
  signal: bigint,
  requirement: bigint,
];

/** Ready for `verifyProof(a, b, c, publicInputs)` of the verifier contract. */
export interface EligibilityProof extends SolidityProof {
  readonly publicInputs: EligibilityInputs;
}

/**
 * Proves that the holder of a secret qualifies for a task, without saying who it is.
 *
 * @param key bytes of `circuits/keys/eligibility.wasm` and `.zkey`
 * @throws NotEligibleError, ValueOutOfRangeError before any work is done
 * @example
 * const proof = await proveEligibility({ secret, pass, path, root, scope, signal, requirement }, key);
 * await terminateProver();
 */
export async function proveEligibility(statement: EligibilityStatement, key: ProvingKey): Promise<EligibilityProof> {
  checkEligibility(statement);
  const { secret, pass, path, root, scope, signal } = statement;
  const inputs: EligibilityInputs = [
    root,
    nullifier(secret, scope),
    scope,
    requireFieldElement("signal", signal),
    packRequirement(statement.requirement),
  ];
  const [, ownNullifier, , , requirement] = inputs;
  const witness = {
    root,
    nullifier: ownNullifier,
    scope,
    signalHash: signal,
    requirement,
    secret,
    ...pass,
    ...pathInputs(path),
  };
  return { ...(await prove(witness, key)), publicInputs: inputs };
}
