import { requireBits } from "./requireBits.ts";

/** What a leaf of the eligibility tree says of a pass. */
export interface PassTerms {
  /** 8 bits. */
  readonly level: number;
  /** Set of 64 skills, one bit each. */
  readonly skills: bigint;
  /** Seconds, 40 bits; the leaf proves nothing for tasks that commit later. */
  readonly validUntil: bigint;
  /** 40 bits. */
  readonly passId: bigint;
}

/**
 * `level | skills << 8 | validUntil << 72 | passId << 112`, 152 bits.
 *
 * @throws ValueOutOfRangeError naming the field that does not fit
 */
export function packLeaf({ level, skills, validUntil, passId }: PassTerms): bigint {
  return (
    requireBits("level", level, 8) |
    (requireBits("skills", skills, 64) << 8n) |
    (requireBits("validUntil", validUntil, 40) << 72n) |
    (requireBits("passId", passId, 40) << 112n)
  );
}
