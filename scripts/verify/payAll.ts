import type { SheetVerdict } from "./Judgement.ts";
import { sharePool } from "./sharePool.ts";
import type { TaskFacts } from "./TaskFacts.ts";

const CONTRIBUTOR = 0;

/** The pay of every sheet: reviewers have a pool of their own, cut off from the contributors'. */
export function payAll(facts: TaskFacts, verdicts: readonly SheetVerdict[]): bigint[] {
  const rows = facts.sheets.map(({ role }, index) => ({ index, reviews: role !== CONTRIBUTOR }));
  const confirmed = facts.gold !== undefined || rows.filter(({ reviews }) => !reviews).length >= 3;
  const cut = (facts.pool * facts.reviewerBps) / 10_000n;
  const payouts = facts.sheets.map(() => 0n);
  const pay = (reviews: boolean, terms: { pool: bigint; quota: number; items: number }) => {
    const own = rows.filter((row) => row.reviews === reviews);
    const shares = sharePool(
      { ...terms, confirmed },
      own.map(({ index }) => verdicts[index]),
    );
    own.forEach(({ index }, place) => (payouts[index] = shares[place]));
  };
  pay(false, { pool: facts.pool - cut, quota: facts.quota, items: facts.items });
  if (facts.reviewerPlaces > 0) pay(true, { pool: cut, quota: facts.reviewerPlaces, items: facts.reviewerItems });
  return payouts;
}
