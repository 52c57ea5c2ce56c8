import { requireBits } from "./requireBits.ts";

/** What a note of the experience tree is worth. */
export interface NoteTerms {
  /** Experience, 16 bits. Comes in few sizes, so that it does not identify the note. */
  readonly amount: number;
  /** Field of the task, 16 bits. */
  readonly field: number;
}

/** `amount | field << 16`, 32 bits. */
export function packNote({ amount, field }: NoteTerms): bigint {
  return requireBits("amount", amount, 16) | (requireBits("field", field, 16) << 16n);
}
