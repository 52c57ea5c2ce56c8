/**
 * simulation of the economy
 * ├─ it shares a week as the contract does, to the last unit
 * ├─ its budgets are the contract's
 * ├─ it counts check-ins as the contract does
 * └─ no collusion that it knows leaves anything, however many passes it has
 */
import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { economyDefaults } from "../../deploy/parameters/economyDefaults.ts";
import { identityDefaults } from "../../deploy/parameters/identityDefaults.ts";
import { collusions, honest } from "../../scripts/economy/behaviours.ts";
import { budgetOf } from "../../scripts/economy/budgetOf.ts";
import { checkInPoints } from "../../scripts/economy/checkInPoints.ts";
import { shareWeek } from "../../scripts/economy/shareWeek.ts";
import { simulateEconomy } from "../../scripts/economy/simulateEconomy.ts";
import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const DAY = 86_400n;
const WEEK = 7n * DAY;
const AIA = 10n ** 18n;

describe("simulation of the economy", () => {
  it("shares weeks, budgets and points as the contracts do", async () => {
    const chain = await startChain();
    const { protocol, holder, neighbour, experienced } = await chain.networkHelpers.loadFixture(holders);
    const { quests, emissions, aia } = protocol.contracts;
    const { time } = chain.networkHelpers;
    const { quests: terms, emissions: schedule } = economyDefaults;
    await aia.connect(holder).approve(quests, MaxUint256);
    const first = (BigInt(await time.latest()) + 3n * DAY) / WEEK + 1n;
    for (const later of [0, 1, 2, 51, 400]) {
      const expected = budgetOf(schedule.weeklyBudget, BigInt(schedule.keepBps), later);
      expect(await emissions.budgetOf(first + BigInt(later))).to.equal(expected);
    }
    await emissions.setSchedule(7_777n, 9_999n);
    await quests.setTerms({ ...terms, capBps: 700n, perPoint: 9n });
    const week = first + 3n;
    await time.increaseTo(week * WEEK - 3n * DAY + 3_600n);
    await experienced(1n, 59, 0);
    await experienced(2n, 61, 0);
    const points = [0n, 0n];
    for (const streak of [1, 2, 3]) {
      await quests.connect(holder).checkIn(1n);
      points[0] += BigInt(checkInPoints(streak, terms));
      await time.increase(DAY);
    }
    await quests.connect(neighbour).checkIn(2n);
    points[1] = BigInt(checkInPoints(1, terms));

    const budget = await emissions.budgetOf(week);
    const entries = [
      { points: points[0], experience: 59n },
      { points: points[1], experience: 61n },
    ];
    const shares = shareWeek(entries, { budget, capBps: 700n, perPoint: 9n });
    expect([await quests.rewardOf(week, 1n), await quests.rewardOf(week, 2n)]).to.deep.equal(shares);
    expect(shares.every((share) => share > 0n)).to.equal(true);
  });

  it("leaves out passes without experience or points", () => {
    const terms = { budget: 1_000n, capBps: 10_000n, perPoint: 1_000n };
    const entries = [
      { points: 5n, experience: 0n },
      { points: 0n, experience: 5n },
      { points: 5n, experience: 5n },
    ];
    expect(shareWeek(entries, terms)).to.deep.equal([0n, 0n, 1_000n]);
  });

  for (const collusion of collusions) {
    it(`leaves nothing to "${collusion.name}"`, () => {
      const [fair, colluding] = simulateEconomy({
        groups: [honest(7), collusion],
        size: 100,
        days: 90,
        economy: economyDefaults,
        identity: identityDefaults,
        experienceUnit: AIA / 100n,
        settlerFeeBps: 500n,
      });
      expect(fair.rewards > 0n).to.equal(true);
      expect(colluding.rewards <= colluding.fees).to.equal(true);
      expect(colluding.weekly.at(-1)).to.equal(colluding.rewards);
    });
  }
});
