import { noteHash } from "./noteHash.ts";
import { nullifier } from "./nullifier.ts";
import { type NoteTerms, packNote } from "./packNote.ts";
import { pathRoot } from "./pathRoot.ts";
import type { TreePath } from "./treePath.ts";

/** Everything an experience proof is made from. */
export interface ExperienceStatement {
  /** See `deriveSecret`. Never leaves the prover. */
  readonly secret: bigint;
  /** Scope of the task that the note was earned with, see `scopeOf`. */
  readonly scope: bigint;
  readonly note: NoteTerms;
  /** Where the note is, see `TreeMirror.path`. */
  readonly path: TreePath;
  /** A recent root of the experience tree. */
  readonly root: bigint;
  /** See `experienceContextOf`. */
  readonly context: bigint;
}

/** The tree does not hold such a note of this secret. */
export class NoteNotFoundError extends Error {
  override readonly name = "NoteNotFoundError";
}

/**
 * Checks a statement before time is spent on a proof.
 *
 * @throws NoteNotFoundError, ValueOutOfRangeError
 */
export function checkExperience({ secret, scope, note, path, root }: ExperienceStatement): void {
  const leaf = noteHash(nullifier(secret, scope), packNote(note));
  if (root === 0n || pathRoot(leaf, path) !== root) {
    throw new NoteNotFoundError(
      "The path does not lead from this note to the root: bring the tree mirror up to date, and check secret, task and amount.",
    );
  }
}
