import { hashDepositOf } from "./hashDepositOf.ts";
import type { Policy } from "./Policy.ts";
import { protocolFeeOf } from "./protocolFeeOf.ts";
import type { TaskSpec } from "./TaskSpec.ts";

/** What publishing takes from the requester, in units of the token: pool, protocol fee, and a deposit for each hash. */
export function publicationCost(pool: bigint, spec: Pick<TaskSpec, "goldHash" | "modelHash">, policy: Policy): bigint {
  const hashes = [spec.goldHash, spec.modelHash].filter((hash) => BigInt(hash) !== 0n).length;
  return pool + protocolFeeOf(pool, policy) + BigInt(hashes) * hashDepositOf(pool, policy);
}
