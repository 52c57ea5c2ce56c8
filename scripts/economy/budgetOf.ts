const ONE = 10n ** 18n;

/**
 * Budget of a week in units of AIA, to the last unit as `Emissions` computes it.
 *
 * @param budget of the schedule's first week
 * @param keepBps share of each week's budget that the next has, in 1/10,000
 * @param weeks since the schedule's first week
 */
export function budgetOf(budget: bigint, keepBps: bigint, weeks: number): bigint {
  let factor = ONE;
  let base = (keepBps * ONE) / 10_000n;
  for (let times = weeks; times > 0; times >>= 1) {
    if (times % 2 === 1) factor = (factor * base) / ONE;
    base = (base * base) / ONE;
  }
  return (budget * factor) / ONE;
}
