/** What a check-in gives; see `QuestTerms` in contracts/types/Quest.sol. */
export interface CheckInTerms {
  readonly checkIn: number;
  readonly streakStep: number;
  readonly streakDays: number;
}

/** Points of a check-in on the `streak`-th day in a row, from 1, as `Quests` gives them. */
export function checkInPoints(streak: number, { checkIn, streakStep, streakDays }: CheckInTerms): number {
  const counted = Math.min(streak, streakDays);
  return checkIn + (counted === 0 ? 0 : (counted - 1) * streakStep);
}
