import type { BaseContract } from "ethers";

import type { TaskRecord } from "./readTask.ts";

/** What is still to be done about the reviews of a task. */
export interface OpenReviews {
  /** Whether revealed reviews wait to be resolved. */
  readonly resolvable: boolean;
  /** Addresses of reviewers who did not reveal, and whose stake was not slashed yet. */
  readonly hidden: readonly string[];
}

const REVIEWER = 1;

/**
 * Reads which reviews of a task are not over.
 *
 * @param reviews a `Reviews` connected to a provider
 */
export async function readReviews(
  reviews: BaseContract,
  { taskId, task, commits, sheets, block }: TaskRecord,
): Promise<OpenReviews> {
  const at = { blockTag: block };
  const resolved = task.reviewReveals === 0 || (await reviews.getFunction("isResolved").staticCall(taskId, at));
  const revealed = new Set(sheets.map(({ nullifier }) => nullifier));
  const hidden: string[] = [];
  for (const { role, nullifier } of commits) {
    if (role !== REVIEWER || revealed.has(nullifier)) continue;
    const reviewer = `0x${nullifier.toString(16).padStart(40, "0")}`;
    if (await reviews.getFunction("isOpen").staticCall(taskId, reviewer, at)) hidden.push(reviewer);
  }
  return { resolvable: !resolved, hidden };
}
