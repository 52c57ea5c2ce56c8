import type { Policy } from "./Policy.ts";

/** Deposit for one hash that the requester promises to open, in units of the token, rounded up. */
export function hashDepositOf(pool: bigint, { depositBps }: Pick<Policy, "depositBps">): bigint {
  return (pool * depositBps + 9_999n) / 10_000n;
}
