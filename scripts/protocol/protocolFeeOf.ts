import type { Policy } from "./Policy.ts";

/** Protocol fee on top of a pool, in units of the token, rounded up. */
export function protocolFeeOf(pool: bigint, { feeBps }: Pick<Policy, "feeBps">): bigint {
  return (pool * feeBps + 9_999n) / 10_000n;
}
