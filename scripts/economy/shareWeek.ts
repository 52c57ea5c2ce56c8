/** What a pass has to show for a week. */
export interface WeekEntry {
  /** Quest points. */
  readonly points: bigint;
  /** Experience gained in the week; without any the pass takes no part. */
  readonly experience: bigint;
}

/** The week's budget in AIA units and its caps. */
export interface WeekTerms {
  readonly budget: bigint;
  /** Most for one pass, in 1/10,000 of the budget. */
  readonly capBps: bigint;
  /** Most for one point of experience, in AIA units. */
  readonly perPoint: bigint;
}

/**
 * Shares a week's budget among passes, to the last unit as `Quests` does: in proportion to the points of the passes
 * whose experience grew, within both caps. What the caps cut off is not issued.
 *
 * @returns AIA units, one number for each entry
 */
export function shareWeek(entries: readonly WeekEntry[], { budget, capBps, perPoint }: WeekTerms): bigint[] {
  const total = entries.reduce((sum, { points, experience }) => (experience > 0n ? sum + points : sum), 0n);
  return entries.map(({ points, experience }) => {
    if (experience === 0n || points === 0n) return 0n;
    const caps = [(budget * points) / total, (budget * capBps) / 10_000n, experience * perPoint];
    return caps.reduce((least, cap) => (cap < least ? cap : least));
  });
}
