import type { EconomyParameters } from "../../deploy/parameters/EconomyParameters.ts";
import type { IdentityParameters } from "../../deploy/parameters/IdentityParameters.ts";
import type { Behaviour } from "./Behaviour.ts";
import { budgetOf } from "./budgetOf.ts";
import { checkInPoints } from "./checkInPoints.ts";
import { shareWeek } from "./shareWeek.ts";

/** What is simulated. */
export interface Scenario {
  readonly groups: readonly Behaviour[];
  /** Passes in each group. */
  readonly size: number;
  readonly days: number;
  readonly economy: EconomyParameters;
  readonly identity: IdentityParameters;
  /** Fee that pays for one point of experience, in AIA units. */
  readonly experienceUnit: bigint;
  /** Share of fees that comes back to whoever settles, in 1/10,000: the group settles its own tasks. */
  readonly settlerFeeBps: bigint;
}

/** What became of a group, in AIA units. */
export interface Outcome {
  readonly name: string;
  readonly rewards: bigint;
  /** Fees paid for experience, less what settling brings back. */
  readonly fees: bigint;
  /** Prices of passes and levels. */
  readonly burned: bigint;
  readonly experience: bigint;
  /** Rewards so far, at the end of each week. */
  readonly weekly: readonly bigint[];
}

/** A pass in the simulation. */
interface Player {
  streak: number;
  level: number;
  experience: number;
  weekExperience: number;
  points: number;
  referralPaid: boolean;
}

/** Lets groups of passes live by the contracts' rules. Weeks begin with day 0; gas costs nothing. */
export function simulateEconomy(scenario: Scenario): Outcome[] {
  const { groups, size, days, economy, identity, experienceUnit, settlerFeeBps } = scenario;
  const players = groups.map(() => Array.from({ length: size }, freshPlayer));
  const outcomes = groups.map(({ name }) => ({
    name,
    rewards: 0n,
    fees: 0n,
    burned: identity.mintPrice * BigInt(size),
    experience: 0n,
    weekly: [] as bigint[],
  }));
  for (let day = 0; day < days; day++) {
    for (const [group, behaviour] of groups.entries()) {
      for (const [index, player] of players[group].entries()) {
        const { experience } = live(player, behaviour, index, day, economy);
        outcomes[group].experience += BigInt(experience);
        if (behaviour.paysFees) {
          outcomes[group].fees += (BigInt(experience) * experienceUnit * (10_000n - settlerFeeBps)) / 10_000n;
        }
        if (behaviour.levels) outcomes[group].burned += raise(player, identity, economy);
        if (behaviour.refers && index > 0) refer(player, players[group][index - 1], economy);
      }
    }
    if (day % 7 === 6 || day === days - 1) payWeek(Math.floor(day / 7), players, outcomes, economy);
  }
  return outcomes;
}

function freshPlayer(): Player {
  return { streak: 0, level: 1, experience: 0, weekExperience: 0, points: 0, referralPaid: false };
}

function live(player: Player, { act }: Behaviour, index: number, day: number, { quests }: EconomyParameters) {
  const today = act(index, day);
  player.streak = today.checksIn ? player.streak + 1 : 0;
  if (today.checksIn) player.points += checkInPoints(player.streak, quests);
  player.experience += today.experience;
  player.weekExperience += today.experience;
  return today;
}

/** Takes every level that the experience allows, with its milestone; returns the AIA burned. */
function raise(player: Player, { levels }: IdentityParameters, { quests }: EconomyParameters): bigint {
  let burned = 0n;
  for (
    let next = levels[player.level - 1];
    next && next.experience <= player.experience;
    next = levels[player.level - 1]
  ) {
    player.level += 1;
    player.points += player.level * quests.milestone;
    burned += next.aia;
  }
  return burned;
}

function refer(player: Player, referrer: Player, { quests }: EconomyParameters): void {
  if (player.referralPaid || player.level < quests.referralLevel) return;
  player.referralPaid = true;
  referrer.points += quests.referral;
}

function payWeek(
  week: number,
  players: Player[][],
  outcomes: { rewards: bigint; weekly: bigint[] }[],
  { emissions, quests }: EconomyParameters,
): void {
  const budget = budgetOf(emissions.weeklyBudget, BigInt(emissions.keepBps), week);
  const all = players.flat();
  const entries = all.map(({ points, weekExperience }) => ({
    points: BigInt(points),
    experience: BigInt(weekExperience),
  }));
  const shares = shareWeek(entries, { budget, capBps: BigInt(quests.capBps), perPoint: quests.perPoint });
  for (const [group, { length }] of players.entries()) {
    const from = group * length;
    outcomes[group].rewards += shares.slice(from, from + length).reduce((sum, share) => sum + share, 0n);
    outcomes[group].weekly.push(outcomes[group].rewards);
  }
  for (const player of all) {
    player.points = 0;
    player.weekExperience = 0;
  }
}
