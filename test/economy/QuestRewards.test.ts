/**
 * rewards of quests
 * ├─ only passes whose experience grew, and was activated, take part, in proportion to points
 * ├─ nobody gets more than a share of the budget, nor more than the experience is worth
 * ├─ a single point, a single point of experience and a single unit count
 * ├─ each week is paid once, a day after its end
 * ├─ activation closes before payment opens
 * └─ terms
 *    ├─ stay within their bounds
 *    └─ leave weeks that have begun alone
 */
import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import { QUEST_TERMS, questPlayers } from "../support/questPlayers.ts";
import { startChain } from "../support/startChain.ts";

const AIA = 10n ** 18n;
const DAY = 86_400n;
const WEEK = 604_800n;

describe("rewards of quests", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  const fixture = () => questPlayers(chain);
  const world = () => chain.networkHelpers.loadFixture(fixture);

  it("are nothing for check-ins without work", async () => {
    const { quests, checkIn, time, week, endOf, experienced, neighbour } = await world();
    await experienced(2n, 1_000, 0);
    await checkIn();
    await expect(checkIn(neighbour, 2n)).to.emit(quests, "PassActivated").withArgs(2n, week);
    expect(await quests.entryOf(week, 1n)).to.deep.equal([10n, false, false]);
    expect(await quests.entryOf(week, 2n)).to.deep.equal([10n, true, false]);
    await time.increaseTo(endOf(week) + DAY);
    expect(await quests.rewardOf(week, 1n)).to.equal(0n);
    await expect(quests.claimRewards(week, [1n]))
      .to.be.revertedWithCustomError(quests, "RewardNotDue")
      .withArgs(1n, week);
    expect((await quests.weekOf(week)).points).to.equal(10n);
  });

  it("are nothing for work that nobody activated", async () => {
    const { quests, checkIn, time, week, endOf, experienced, neighbour } = await world();
    await checkIn();
    await experienced(1n, 50, 0);
    await experienced(2n, 50, 0);
    await checkIn(neighbour, 2n);
    await time.increaseTo(endOf(week) + DAY);
    expect(await quests.rewardOf(week, 1n)).to.equal(0n);
    await expect(quests.claimRewards(week, [2n, 1n]))
      .to.be.revertedWithCustomError(quests, "RewardNotDue")
      .withArgs(1n, week);
  });

  it("are nothing for work without points", async () => {
    const { quests, time, week, endOf, experienced } = await world();
    await experienced(1n, 50, 0);
    await quests.activate(1n, week);
    expect(await quests.entryOf(week, 1n)).to.deep.equal([0n, true, false]);
    await time.increaseTo(endOf(week) + DAY);
    expect(await quests.rewardOf(week, 1n)).to.equal(0n);
    await expect(quests.claimRewards(week, [1n]))
      .to.be.revertedWithCustomError(quests, "RewardNotDue")
      .withArgs(1n, week);
  });

  it("split by points, within the cap of the budget and of the experience", async () => {
    const { quests, emissions, aia, checkIn, time, week, endOf, experienced, holder, neighbour } = await world();
    await experienced(1n, 50, 0);
    await checkIn();
    await checkIn(neighbour, 2n);
    await experienced(2n, 65_000, 0);
    await expect(quests.activate(2n, week)).to.emit(quests, "PassActivated").withArgs(2n, week);
    const before = await Promise.all([aia.balanceOf(holder), aia.balanceOf(neighbour)]);
    await time.increaseTo(endOf(week) + DAY);
    const budget = await emissions.budgetOf(week);
    const rewards = [(50n * 8n * AIA) / 1_000n, (budget * 50n) / 10_000n];
    const claim = quests.claimRewards(week, [1n, 2n]);
    await expect(claim).to.emit(quests, "RewardPaid").withArgs(1n, week, rewards[0]);
    await expect(claim).to.emit(quests, "RewardPaid").withArgs(2n, week, rewards[1]);
    const after = await Promise.all([aia.balanceOf(holder), aia.balanceOf(neighbour)]);
    expect(after.map((balance, index) => balance - before[index])).to.deep.equal(rewards);
    expect(await emissions.spentOf(week)).to.equal(rewards[0] + rewards[1]);
  });

  it("split a small budget, rounded down, up to the cap", async () => {
    const { quests, emissions, checkIn, time, week, endOf, experienced, neighbour } = await world();
    await quests.setTerms({ ...QUEST_TERMS, capBps: 1_000n, perPoint: AIA });
    await emissions.setSchedule(1_009n, 10_000n);
    await time.increase(WEEK);
    await experienced(1n, 10_000, 0);
    await experienced(2n, 10_000, 0);
    await checkIn(neighbour, 2n);
    await time.increase(DAY);
    await checkIn(neighbour, 2n);
    await quests.setTerms({ ...QUEST_TERMS, checkIn: 2n });
    await checkIn();
    await time.increaseTo(endOf(week + 1n) + DAY);
    expect(await quests.weekOf(week + 1n)).to.deep.equal([24n, 1_000n, AIA]);
    expect(await quests.rewardOf(week + 1n, 1n)).to.equal((1_009n * 2n) / 24n);
    expect(await quests.rewardOf(week + 1n, 2n)).to.equal(100n);
  });

  it("are paid for a single point", async () => {
    const { quests, checkIn, time, week, endOf, experienced } = await world();
    await quests.setTerms({ ...QUEST_TERMS, checkIn: 1n });
    await experienced(1n, 50, 0);
    await checkIn();
    await time.increaseTo(endOf(week) + DAY);
    expect((await quests.entryOf(week, 1n)).points).to.equal(1n);
    expect(await quests.rewardOf(week, 1n)).to.equal(50n * QUEST_TERMS.perPoint);
  });

  it("are paid for a single point of experience, a single unit even", async () => {
    const { quests, aia, checkIn, time, week, endOf, experienced, holder, neighbour } = await world();
    await quests.setTerms({ ...QUEST_TERMS, perPoint: 1n });
    await checkIn();
    await experienced(1n, 1, 0);
    await quests.activate(1n, week);
    await experienced(2n, 1, 0);
    await expect(checkIn(neighbour, 2n)).to.emit(quests, "PassActivated").withArgs(2n, week);
    await time.increaseTo(endOf(week) + DAY);
    await expect(quests.claimRewards(week, [1n, 2n])).to.changeTokenBalances(
      chain.ethers,
      aia,
      [holder, neighbour],
      [1n, 1n],
    );
  });

  it("are paid once, a day after the week's end", async () => {
    const { quests, checkIn, time, week, endOf, experienced } = await world();
    await experienced(1n, 50, 0);
    await checkIn();
    await time.setNextBlockTimestamp(endOf(week) + DAY - 1n);
    await expect(quests.claimRewards(week, [1n]))
      .to.be.revertedWithCustomError(quests, "WeekNotOver")
      .withArgs(week, endOf(week) + DAY);
    await time.setNextBlockTimestamp(endOf(week) + DAY);
    await quests.claimRewards(week, [1n]);
    await expect(quests.claimRewards(week, [1n]))
      .to.be.revertedWithCustomError(quests, "RewardNotDue")
      .withArgs(1n, week);
    expect(await quests.entryOf(week, 1n)).to.deep.equal([10n, true, true]);
  });

  it("are closed to further passes before they are paid", async () => {
    const { quests, checkIn, time, week, endOf, experienced } = await world();
    const refused = () =>
      expect(quests.activate(1n, week)).to.be.revertedWithCustomError(quests, "ActivationInvalid").withArgs(1n, week);
    await checkIn();
    await refused();
    await experienced(1n, 50, 0);
    await time.setNextBlockTimestamp(endOf(week) + DAY - 1n);
    await quests.activate(1n, week);
    await refused();
    await world();
    await checkIn();
    await experienced(1n, 50, 0);
    await time.setNextBlockTimestamp(endOf(week) + DAY);
    await refused();
  });

  it("keep the caps of a week that has begun", async () => {
    const { quests, checkIn, week, time } = await world();
    await checkIn();
    await quests.setTerms({ ...QUEST_TERMS, capBps: 1n, perPoint: 0n });
    await time.increase(DAY);
    await checkIn();
    expect(await quests.weekOf(week)).to.deep.equal([0n, 50n, (8n * AIA) / 1_000n]);
    await time.increase(WEEK);
    expect(await quests.weekOf(week + 1n)).to.deep.equal([0n, 0n, 0n]);
    await checkIn();
    expect(await quests.weekOf(week + 1n)).to.deep.equal([0n, 1n, 0n]);
  });

  it("follow terms that stay within their bounds", async () => {
    const { quests, stranger } = await world();
    const changes = [
      [{ checkIn: 10_001n }, 0n, 10_000n],
      [{ streakStep: 101n }, 0n, 100n],
      [{ streakDays: 101n }, 0n, 100n],
      [{ referral: 10_001n }, 0n, 10_000n],
      [{ referralLevel: 2n }, 3n, 10n],
      [{ referralLevel: 11n }, 3n, 10n],
      [{ milestone: 10_001n }, 0n, 10_000n],
      [{ capBps: 0n }, 1n, 1_000n],
      [{ capBps: 1_001n }, 1n, 1_000n],
      [{ perPoint: AIA + 1n }, 0n, AIA],
    ] as const;
    for (const [change, least, most] of changes) {
      const [[parameter, value]] = Object.entries(change);
      await expect(quests.setTerms({ ...QUEST_TERMS, ...change }))
        .to.be.revertedWithCustomError(quests, "QuestTermsOutOfBounds")
        .withArgs(encodeBytes32String(parameter), value, least, most);
    }
    await expect(quests.connect(stranger).setTerms(QUEST_TERMS))
      .to.be.revertedWithCustomError(quests, "AccessManagedUnauthorized")
      .withArgs(stranger);
    expect(await quests.terms()).to.deep.equal(Object.values(QUEST_TERMS));
    const least = { checkIn: 0n, streakStep: 0n, streakDays: 0n, referral: 0n, referralLevel: 3n, milestone: 0n };
    const most = { checkIn: 10_000n, streakStep: 100n, streakDays: 100n, referral: 10_000n, referralLevel: 10n };
    for (const bounds of [
      { ...least, capBps: 1n, perPoint: 0n },
      { ...most, milestone: 10_000n, capBps: 1_000n, perPoint: AIA },
    ]) {
      await expect(quests.setTerms(bounds)).to.emit(quests, "QuestTermsSet").withArgs(Object.values(bounds));
      expect(await quests.terms()).to.deep.equal(Object.values(bounds));
    }
  });
});
