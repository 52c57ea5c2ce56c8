import { splitPay } from "../scorer/referee/splitPay.ts";
import type { Verdict } from "../scorer/referee/types.ts";
import type { PoolSplit } from "./distributionOf.ts";
import type { TaskRecord } from "./readTask.ts";
import { reviewerPoolOf } from "./reviewerPoolOf.ts";

/**
 * Shares a task's pool among contributors, and the reviewers' part of it among reviewers, as `Settlement` does.
 *
 * @param confirmed whether enough sheets, or gold, stand behind the labels
 * @param kinds kind byte of each revealed sheet
 * @param verdicts one per sheet
 */
export function splitPool(
  { task, spec }: Pick<TaskRecord, "task" | "spec">,
  confirmed: boolean,
  kinds: Uint8Array,
  verdicts: readonly Verdict[],
): PoolSplit {
  const { quota, items } = task;
  const share = reviewerPoolOf(task.pool, spec);
  const { payouts, refund } = splitPay({ pool: task.pool - share, quota, items, kind: 0, confirmed }, kinds, verdicts);
  if (spec.reviewerPlaces === 0) return { payouts, refund };
  const terms = { pool: share, quota: spec.reviewerPlaces, items: spec.reviewerItems, kind: 1, confirmed } as const;
  const reviewers = splitPay(terms, kinds, verdicts);
  return {
    payouts: payouts.map((payout, index) => payout + reviewers.payouts[index]),
    refund: refund + reviewers.refund,
  };
}
