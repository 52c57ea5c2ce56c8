import type { Verdict } from "../referee/types.ts";

/** A verdict as the chain packs it: quality | answered << 16 | copies << 32 | valid << 40. */
export function packVerdict({ quality, answered, copies, valid }: Verdict): bigint {
  return BigInt(quality) | (BigInt(answered) << 16n) | (BigInt(copies) << 32n) | (valid ? 1n << 40n : 0n);
}
