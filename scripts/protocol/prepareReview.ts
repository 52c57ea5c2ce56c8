import { ZeroAddress } from "ethers";

import { checkSheet } from "./checkSheet.ts";
import { commitmentOf } from "./commitmentOf.ts";
import type { PreparedSheet } from "./prepareSheet.ts";
import { reviewerSubset } from "./reviewerSubset.ts";
import { reviewSaltOf } from "./reviewSaltOf.ts";
import { scopeOf, type TaskPlace } from "./scopeOf.ts";
import type { StoredTask } from "./StoredTask.ts";

/** A reviewer's answers to its part of a task, and who is paid. */
export interface ReviewPlan {
  readonly place: TaskPlace;
  readonly task: StoredTask;
  /** Address that commits, and whose stake stands for the answers. */
  readonly reviewer: string;
  /** See `deriveSecret`; the salt follows from it, see `reviewSaltOf`. */
  readonly secret: bigint;
  /** Hexadecimal, see `encodeAnswers`. */
  readonly answers: string;
  /** Address that is paid; the reviewer by default. */
  readonly payout?: string;
}

const REVIEWER = 1;

/**
 * Computes everything about a review that is committed, stored and revealed. Its nullifier is the reviewer's address.
 *
 * @throws RangeError for answers of the wrong length, or to items that are not the reviewer's
 */
export function prepareReview({
  place,
  task,
  reviewer,
  secret,
  answers,
  payout = reviewer,
}: ReviewPlan): PreparedSheet {
  checkSheet(task, answers);
  requirePart(place, task, reviewer, answers);
  const scope = scopeOf(place);
  const nullifier = BigInt(reviewer);
  const salt = reviewSaltOf(secret, scope, reviewer);
  const commitment = commitmentOf({ ...place, nullifier, payout, answers, salt });
  const nobody = { relayer: ZeroAddress, fee: 0n, bondAccount: ZeroAddress };
  return {
    place,
    scope,
    signal: 0n,
    commit: { nullifier, commitment, claimedLevel: 0, ...nobody },
    opening: { nullifier, role: REVIEWER, level: 0, payout, ...nobody, bond: 0n, salt, answers },
  };
}

/** A sheet with an answer to any other item could never be revealed, and its stake would be lost. */
function requirePart(
  place: TaskPlace,
  { items, rowBytes, reviewerItems, specHash }: StoredTask,
  reviewer: string,
  answers: string,
): void {
  const width = (2 * rowBytes) / items;
  const blank = rowBytes === items ? "00" : "80000000";
  const part = new Set(reviewerSubset({ ...place, specHash }, reviewer, items, reviewerItems));
  for (let item = 0; item < items; item++) {
    const answer = answers.slice(2 + item * width, 2 + (item + 1) * width);
    if (answer.toLowerCase() !== blank && !part.has(item)) {
      throw new RangeError(`Item ${item + 1} is not one of those that ${reviewer} answers: leave it out.`);
    }
  }
}
