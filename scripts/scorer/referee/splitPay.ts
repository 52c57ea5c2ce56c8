import type { SheetKind, Verdict } from "./types.ts";

/** What is shared out, and among whom. */
export interface PayTerms {
  /** Reward to share, in the token's base units. */
  pool: bigint;
  /** Places fixed at publication, at least 1. */
  quota: number;
  /** Items that a sheet of this kind is asked to answer. */
  items: number;
  /** Rows of this kind are paid: 0 contributors, 1 reviewers. */
  kind: 0 | 1;
  /** Whether gold was opened or at least three contributor sheets were revealed. */
  confirmed: boolean;
}

/** payouts + treasury + refund = pool, exactly. */
export interface Split {
  /** One per row, 0 for rows of another kind. */
  payouts: bigint[];
  treasury: bigint;
  refund: bigint;
}

const PLACE = 1n << 32n;

/**
 * Shares a pool among the revealed sheets, equal to the last unit to the contracts' `Pay.split`.
 * Throws RangeError when more sheets are revealed than there are places.
 */
export function splitPay(terms: PayTerms, sheets: Uint8Array, verdicts: readonly Verdict[]): Split {
  const { pool, kind, confirmed } = terms;
  const quota = BigInt(terms.quota);
  const price = pool / quota;
  const paid = verdicts.filter((_, r) => isKind(sheets[r], kind));
  if (paid.length > terms.quota) throw new RangeError(`${paid.length} sheets revealed for ${terms.quota} places`);
  const valid = paid.filter((v) => v.valid);
  const places = valid.reduce((sum, v) => sum + PLACE / BigInt(v.copies), 0n);
  const weights = valid.reduce((sum, v) => sum + BigInt(v.quality) * (PLACE / BigInt(v.copies)), 0n);
  const refund = price * (quota - BigInt(paid.length));
  let treasury = pool - refund;
  const flat = (v: Verdict, divisor: number): bigint =>
    2 * v.answered < terms.items ? 0n : price / BigInt(Math.max(v.copies, divisor));
  const payouts = verdicts.map((v, r) => {
    let payout = 0n;
    if (!isKind(sheets[r], kind)) return payout;
    if (!confirmed) payout = flat(v, 1);
    else if (weights === 0n) payout = flat(v, 10);
    else if (v.valid) {
      const copies = BigInt(v.copies);
      const share = (((price * places) / PLACE) * BigInt(v.quality) * (PLACE / copies)) / weights;
      const cap = (price * 5n) / (4n * copies);
      payout = share < cap ? share : cap;
    }
    treasury -= payout;
    return payout;
  });
  return { payouts, treasury, refund };
}

function isKind(sheet: SheetKind, kind: 0 | 1): boolean {
  return (sheet & 3) === kind;
}
