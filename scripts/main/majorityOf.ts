/**
 * Plain majority of the sheets, for comparison.
 *
 * @returns per item the classes (1..K) with the most votes: several when they tie, none when nobody answered
 */
export function majorityOf(sheets: readonly Uint8Array[], classes: number): number[][] {
  return Array.from({ length: sheets[0]?.length ?? 0 }, (_, item) => {
    const votes = new Array<number>(classes + 1).fill(0);
    for (const sheet of sheets) if (sheet[item] !== 0) votes[sheet[item]]++;
    const most = Math.max(...votes);
    return most === 0 ? [] : votes.flatMap((count, answer) => (answer > 0 && count === most ? [answer] : []));
  });
}
