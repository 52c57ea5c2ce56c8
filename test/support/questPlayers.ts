import { MaxUint256 } from "ethers";

import { holders } from "./passHolders.ts";
import type { Chain } from "./startChain.ts";

const DAY = 86_400n;
const WEEK = 7n * DAY;

/** The terms of quests that a deployment begins with. */
export const QUEST_TERMS = {
  checkIn: 10n,
  streakStep: 2n,
  streakDays: 6n,
  referral: 100n,
  referralLevel: 3n,
  milestone: 20n,
  capBps: 50n,
  perPoint: (8n * 10n ** 18n) / 1_000n,
};

/** The holders of passes 1 and 2 at 1 o'clock on a Monday morning, in the second week of the budget. */
export async function questPlayers(chain: Chain) {
  const setting = await holders(chain);
  const { quests, emissions, achievements, aia, pass } = setting.protocol.contracts;
  const { holder, neighbour } = setting;
  const { time } = chain.networkHelpers;
  const week = (BigInt(await time.latest()) + 3n * DAY) / WEEK + 2n;
  const monday = week * WEEK - 3n * DAY;
  await time.increaseTo(monday + 3_600n);
  for (const account of [holder, neighbour]) await aia.connect(account).approve(quests, MaxUint256);
  const endOf = (of: bigint) => (of + 1n) * WEEK - 3n * DAY;
  const checkIn = (account = holder, passId = 1n) => quests.connect(account).checkIn(passId);
  return { ...setting, quests, emissions, achievements, aia, pass, time, week, monday, endOf, checkIn };
}
