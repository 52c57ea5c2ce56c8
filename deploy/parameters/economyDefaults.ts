import type { EconomyParameters } from "./EconomyParameters.ts";

const AIA = 10n ** 18n;

/** Defaults of every network; docs/economy.md gives the reasons. */
export const economyDefaults: EconomyParameters = {
  emissions: { weeklyBudget: 50_000n * AIA, keepBps: 9_950 },
  quests: {
    checkIn: 10,
    streakStep: 2,
    streakDays: 6,
    referral: 100,
    referralLevel: 3,
    milestone: 20,
    capBps: 50,
    perPoint: (8n * AIA) / 1_000n,
  },
  achievements: [
    { id: 5, name: "Level 5", price: 25n * AIA },
    { id: 10, name: "Level 10", price: 250n * AIA },
    { id: 107, name: "Week of days", price: 5n * AIA },
    { id: 130, name: "Month of days", price: 20n * AIA },
    { id: 200, name: "Hundred days", price: 60n * AIA },
    { id: 465, name: "Year of days", price: 200n * AIA },
  ],
  burnBps: 2_000,
};
