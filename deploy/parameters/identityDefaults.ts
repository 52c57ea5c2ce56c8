import type { IdentityParameters, LevelParameters, SkillParameters } from "./IdentityParameters.ts";

const TOKEN = 10n ** 18n;
const DAY = 86_400;

/** Levels 2 to 10: experience, AIA burned, AGT paid to the treasury. */
const LEVELS: [experience: bigint, aia: bigint, agt: bigint][] = [
  [100n, 10n, 0n],
  [300n, 25n, 0n],
  [800n, 60n, 0n],
  [2_000n, 150n, 0n],
  [5_000n, 350n, 100n],
  [12_000n, 800n, 250n],
  [30_000n, 1_800n, 600n],
  [70_000n, 4_000n, 1_500n],
  [150_000n, 9_000n, 4_000n],
];

/** Fields from 1 on: first those that anyone can grow into, then those that ask for knowledge. */
const SKILLS: [name: string, experience: bigint, minLevel: number][] = [
  ["Driving", 200n, 2],
  ["Gaming", 200n, 2],
  ["Film", 200n, 2],
  ["Music", 200n, 2],
  ["Commerce", 200n, 2],
  ["Language", 400n, 3],
  ["Medicine", 2_000n, 6],
  ["Technology", 2_000n, 6],
  ["Algorithms", 2_000n, 6],
  ["Law", 2_000n, 6],
  ["Finance", 2_000n, 6],
];

/** Defaults of every network; docs/economy.md gives the reasons. */
export const identityDefaults: IdentityParameters = {
  mintPrice: 10n * TOKEN,
  season: 90 * DAY,
  levels: LEVELS.map(([experience, aia, agt]): LevelParameters => ({ experience, aia: aia * TOKEN, agt: agt * TOKEN })),
  skills: SKILLS.map(([name, experience, minLevel]): SkillParameters => ({ name, experience, minLevel })),
  invitation: { stake: 500n * TOKEN, duration: 180 * DAY },
  recoveryDelay: 14 * DAY,
};
