import { checkExperience, type ExperienceStatement } from "./checkExperience.ts";
import { identityCommitment } from "./identityCommitment.ts";
import { packNote } from "./packNote.ts";
import { pathInputs } from "./pathInputs.ts";
import { prove, type ProvingKey } from "./prove.ts";
import { requireFieldElement } from "./requireFieldElement.ts";
import { spendNullifier } from "./spendNullifier.ts";
import type { SolidityProof } from "./toSolidityProof.ts";

/** Public inputs: note root, spend nullifier, identity commitment, amount and field, context. */
export type ExperienceInputs = readonly [
  noteRoot: bigint,
  spendNullifier: bigint,
  identityCommitment: bigint,
  amountAndField: bigint,
  context: bigint,
];

/** Ready for `verifyProof(a, b, c, publicInputs)` of the verifier contract. */
export interface ExperienceProof extends SolidityProof {
  readonly publicInputs: ExperienceInputs;
}

/**
 * Proves that a note belongs to the holder of a pass, without saying which note.
 *
 * @param key bytes of `circuits/keys/experience.wasm` and `.zkey`
 * @throws NoteNotFoundError, ValueOutOfRangeError before any work is done
 */
export async function proveExperience(statement: ExperienceStatement, key: ProvingKey): Promise<ExperienceProof> {
  checkExperience(statement);
  const { secret, scope, path, root } = statement;
  const publicInputs: ExperienceInputs = [
    root,
    spendNullifier(secret, scope),
    identityCommitment(secret),
    packNote(statement.note),
    requireFieldElement("context", statement.context),
  ];
  const [noteRoot, ownSpendNullifier, ownCommitment, amountAndField, context] = publicInputs;
  const witness = {
    noteRoot,
    spendNullifier: ownSpendNullifier,
    identityCommitment: ownCommitment,
    amountAndField,
    context,
    secret,
    scope,
    ...pathInputs(path),
  };
  return { ...(await prove(witness, key)), publicInputs };
}
