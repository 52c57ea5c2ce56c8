import type { TaskFacts } from "./TaskFacts.ts";

/** What a review that was committed and never revealed loses; `reviewer` is an address in lower case. */
export interface ForfeitFacts {
  readonly reviewer: string;
  /** Units of AGT. */
  readonly slashed: bigint;
}

/**
 * Every forfeit that a task can have, in the order of commits: one for each reviewer that did not reveal, of all that its
 * review holds.
 *
 * @param stake units of AGT that a review holds
 */
export function listForfeits({ reviewers, sheets }: TaskFacts, stake: bigint): ForfeitFacts[] {
  return reviewers
    .filter((own) => !sheets.some(({ role, nullifier }) => role === 1 && nullifier === own))
    .map((hidden) => ({ reviewer: `0x${hidden.toString(16).padStart(40, "0")}`, slashed: stake }));
}
