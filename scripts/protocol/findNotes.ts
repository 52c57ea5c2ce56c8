import { nullifier } from "../identity/nullifier.ts";
import { noteHash } from "../identity/noteHash.ts";
import { type NoteTerms, packNote } from "../identity/packNote.ts";

/** A sheet's experience as it was recorded: an event of the experience contract, and the field of its task. */
export interface RecordedNote {
  readonly taskId: bigint;
  readonly scope: bigint;
  readonly field: number;
  readonly noteIndex: number;
  readonly note: bigint;
}

/** A note of one's own. */
export interface OwnNote extends RecordedNote {
  readonly terms: NoteTerms;
}

/** The sizes that notes come in, see `experienceOf`. */
const AMOUNTS = [1, 10, 100, 1_000, 10_000].flatMap((decade) => [1, 2, 5].map((step) => step * decade));

/** Which of the recorded notes belong to a secret: their hash is that of its nullifier and one of the sizes. */
export function findNotes(secret: bigint, recorded: readonly RecordedNote[]): OwnNote[] {
  return recorded.flatMap((entry) => {
    const { scope, field, note } = entry;
    const answered = nullifier(secret, scope);
    const amount = AMOUNTS.find((size) => noteHash(answered, packNote({ amount: size, field })) === note);
    return amount === undefined ? [] : [{ ...entry, terms: { amount, field } }];
  });
}
