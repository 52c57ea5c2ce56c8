/** Points that quests give, and how they are shared out; see `QuestTerms` in contracts/types/Quest.sol. */
export type QuestParameters = {
  checkIn: number;
  streakStep: number;
  streakDays: number;
  referral: number;
  referralLevel: number;
  milestone: number;
  /** Most that one pass gets of a week's budget, in 1/10,000. */
  capBps: number;
  /** Most that one pass gets for a point of experience, in AIA units; below the policies' `experienceUnit`. */
  perPoint: bigint;
};

/** An achievement and the AIA units that minting it burns. */
export type AchievementParameters = {
  /** 1 to 10: level; 100 + n: streak of n days; 1,000 + n: event number n. */
  id: number;
  name: string;
  price: bigint;
};

/** Budget, quests, achievements and what happens to fees. */
export type EconomyParameters = {
  /** AIA units of the first week, and the share of each week's budget that the next has, in 1/10,000. */
  emissions: { weeklyBudget: bigint; keepBps: number };
  quests: QuestParameters;
  achievements: AchievementParameters[];
  /** Share of fees in AIA that is burned, in 1/10,000. */
  burnBps: number;
};
