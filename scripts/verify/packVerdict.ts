import type { SheetVerdict } from "./Judgement.ts";

/** A verdict as the chain announces it: 16 bits of quality, 16 of answers, 8 of copies, one of validity. */
export function packVerdict({ quality, answered, copies, valid }: SheetVerdict): bigint {
  return quality + answered * 2n ** 16n + copies * 2n ** 32n + (valid ? 2n ** 40n : 0n);
}
