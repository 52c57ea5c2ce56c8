import type { Policy } from "./Policy.ts";
import { protocolFeeOf } from "./protocolFeeOf.ts";
import type { StoredTask } from "./StoredTask.ts";

/** Experience of each valid sheet: what its place's fee pays for, rounded down to 1, 2 or 5 × 10^n (at most 50,000). */
export function experienceOf(task: Pick<StoredTask, "pool" | "quota">, policy: Policy): number {
  if (policy.experienceUnit === 0n) return 0;
  const points = protocolFeeOf(task.pool, policy) / policy.experienceUnit / BigInt(task.quota);
  let decade = 1n;
  while (points / decade >= 10n && decade < 10_000n) decade *= 10n;
  const step = [5n, 2n, 1n].find((size) => points / decade >= size) ?? 0n;
  return Number(BigInt.asUintN(16, step * decade));
}
