import { requireBits } from "./requireBits.ts";

/** What a task asks for, and what the contributor claims. */
export interface Requirement {
  /** 8 bits. */
  readonly minLevel: number;
  /** 8 bits, at least `minLevel`; the lowest that serves, so that it tells little. */
  readonly claimedLevel: number;
  /** Set of 64 skills, one bit each. */
  readonly skills: bigint;
  /** Seconds, 40 bits: the task's commit deadline. */
  readonly minValidUntil: bigint;
}

/** `minLevel | claimedLevel << 8 | skills << 16 | minValidUntil << 80`, 120 bits, the last public input. */
export function packRequirement({ minLevel, claimedLevel, skills, minValidUntil }: Requirement): bigint {
  return (
    requireBits("minLevel", minLevel, 8) |
    (requireBits("claimedLevel", claimedLevel, 8) << 8n) |
    (requireBits("skills", skills, 64) << 16n) |
    (requireBits("minValidUntil", minValidUntil, 40) << 80n)
  );
}
