import { hashDepositOf } from "./hashDepositOf.ts";
import type { Policy } from "./Policy.ts";
import { protocolFeeOf } from "./protocolFeeOf.ts";
import { reviewerPoolOf } from "./reviewerPoolOf.ts";
import type { StoredTask } from "./StoredTask.ts";
import type { TaskSpec } from "./TaskSpec.ts";

/** Where a settled task's money goes, in units of its token. */
export interface Distribution {
  /** To the sheets, by way of the payout tree. */
  readonly claims: bigint;
  /** Fees, forfeits and dust. */
  readonly treasury: bigint;
  /** To the requester. */
  readonly refund: bigint;
  /** To whoever settles. */
  readonly settlerFee: bigint;
}

/** What the sheets get, and what goes back for places that were not filled or not revealed. */
export interface PoolSplit {
  readonly payouts: readonly bigint[];
  readonly refund: bigint;
}

/**
 * Divides everything that the registry holds for a task, by the rules of contracts/tasks/TaskMoney.sol.
 *
 * @param revealedFees sum of the relayer fees of all revealed sheets
 */
export function distributionOf(
  task: StoredTask,
  spec: Pick<TaskSpec, "reviewerBps">,
  policy: Policy,
  { payouts, refund }: PoolSplit,
  revealedFees: bigint,
): Distribution {
  const fee = protocolFeeOf(task.pool, policy);
  const contributions = task.reveals - task.reviewReveals;
  const ofReviewers = reviewerPoolOf(fee, spec);
  const missing = (part: bigint) => (part * BigInt(task.quota - contributions)) / BigInt(task.quota);
  const hidden = (part: bigint) =>
    part === 0n ? 0n : (part * BigInt(task.reviewerPlaces - task.reviewReveals)) / BigInt(task.reviewerPlaces);
  const [byContributors, byReviewers] = [missing(ofReviewers), hidden(ofReviewers)];
  const unearned = missing(fee - ofReviewers) + (byReviewers < byContributors ? byReviewers : byContributors);
  const settlerFee = ((fee - unearned) * policy.settlerFeeBps) / 10_000n;
  const pending = BigInt(Number(task.goldPending) + Number(task.modelPending));
  const bonds = BigInt(task.commits - contributions) * task.bond - (task.relayerFees - revealedFees);
  const held = task.pool + fee + pending * hashDepositOf(task.pool, policy) + bonds;
  const claims = payouts.reduce((sum, payout) => sum + payout, 0n);
  return { claims, treasury: held - claims - refund - unearned - settlerFee, refund: refund + unearned, settlerFee };
}
