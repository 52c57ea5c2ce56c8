/**
 * Quests
 * ├─ check-ins
 * │  ├─ once a day (UTC), more with a streak, up to its limit
 * │  └─ the holder's alone
 * ├─ sharing
 * │  ├─ only passes whose experience grew take part, in proportion to points
 * │  ├─ nobody gets more than a share of the budget, nor more than the experience is worth
 * │  ├─ each week is paid once, a day after its end
 * │  └─ activation closes before payment opens
 * ├─ referrals
 * │  ├─ they pay when the referred pass reaches the level
 * │  └─ given a ring, a younger referrer, itself, or a used pass, they are refused
 * ├─ milestones pay once per level
 * ├─ events
 * │  ├─ entry burns AIA, the goal gives points and an achievement
 * │  └─ given a missed goal, a low level, a second entry or the wrong time, they refuse
 * └─ terms stay within their bounds
 */
import { expect } from "chai";
import { encodeBytes32String, MaxUint256 } from "ethers";

import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const AIA = 10n ** 18n;
const DAY = 86_400n;
const WEEK = 604_800n;

describe("Quests", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  /** On a Monday morning, in the second week of the budget. */
  async function mondays() {
    const setting = await holders(chain);
    const { time } = chain.networkHelpers;
    const week = (BigInt(await time.latest()) + 3n * DAY) / WEEK + 2n;
    await time.increaseTo(week * WEEK - 3n * DAY + 3_600n);
    for (const account of [setting.holder, setting.neighbour]) {
      await setting.protocol.contracts.aia.connect(account).approve(setting.protocol.contracts.quests, MaxUint256);
    }
    return { ...setting, week };
  }

  async function world() {
    const setting = await chain.networkHelpers.loadFixture(mondays);
    const { quests, emissions, achievements, aia, pass } = setting.protocol.contracts;
    const { time } = chain.networkHelpers;
    const endOf = (week: bigint) => (week + 1n) * WEEK - 3n * DAY;
    const checkIn = (account = setting.holder, passId = 1n) => quests.connect(account).checkIn(passId);
    return { ...setting, quests, emissions, achievements, aia, pass, time, endOf, checkIn };
  }

  describe("check-ins", () => {
    it("count once a day, more with a streak up to its limit, and start over after a gap", async () => {
      const { quests, checkIn, time, week, achievements } = await world();
      const points = async () => (await quests.entryOf(week, 1n)).points;
      const gains: bigint[] = [];
      for (let day = 0; day < 7; ++day) {
        const before = await points();
        await checkIn();
        gains.push((await points()) - before);
        await expect(checkIn()).to.be.revertedWithCustomError(quests, "AlreadyCheckedIn");
        await time.increase(DAY);
      }
      expect(gains).to.deep.equal([10n, 12n, 14n, 16n, 18n, 20n, 20n]);
      expect((await achievements.achievementOf(1n, 107n)).unlocked).to.equal(true);
      await time.increase(DAY);
      await expect(checkIn())
        .to.emit(quests, "CheckedIn")
        .withArgs(1n, (v: bigint) => v > 0n, 1n);
    });

    it("unlock an achievement after 7, 30, 100 and 365 days in a row", async () => {
      const { achievements, checkIn, time } = await world();
      const reached: [number, bigint][] = [];
      for (let day = 1; day <= 366; ++day) {
        await checkIn();
        const events = await achievements.queryFilter(achievements.filters.AchievementUnlocked(), "latest");
        reached.push(...events.map(({ args }): [number, bigint] => [day, args.id]));
        await time.increase(DAY);
      }
      expect(reached).to.deep.equal([
        [7, 107n],
        [30, 130n],
        [100, 200n],
        [365, 465n],
      ]);
    });

    it("are the holder's alone", async () => {
      const { quests, stranger, protocol } = await world();
      await expect(quests.connect(stranger).checkIn(1n))
        .to.be.revertedWithCustomError(quests, "QuestCallerUnauthorized")
        .withArgs(1n, stranger.address);
      await expect(quests.connect(stranger).checkIn(99n)).to.be.revertedWithCustomError(
        protocol.contracts.pass,
        "ERC721NonexistentToken",
      );
    });
  });

  describe("sharing", () => {
    it("gives nothing for check-ins without work", async () => {
      const { quests, checkIn, time, week, endOf, experienced, neighbour } = await world();
      await experienced(2n, 1_000, 0);
      await checkIn();
      await checkIn(neighbour, 2n);
      await time.increaseTo(endOf(week) + DAY);
      expect(await quests.rewardOf(week, 1n)).to.equal(0n);
      await expect(quests.claimRewards(week, [1n]))
        .to.be.revertedWithCustomError(quests, "RewardNotDue")
        .withArgs(1n, week);
      expect((await quests.weekOf(week)).points).to.equal(10n);
    });

    it("splits by points, within the cap of the budget and of the experience", async () => {
      const { quests, emissions, aia, checkIn, time, week, endOf, experienced, holder, neighbour } = await world();
      await experienced(1n, 50, 0);
      await checkIn();
      await checkIn(neighbour, 2n);
      await experienced(2n, 65_000, 0);
      await expect(quests.activate(2n, week)).to.emit(quests, "PassActivated").withArgs(2n, week);
      const before = await Promise.all([aia.balanceOf(holder), aia.balanceOf(neighbour)]);
      await time.increaseTo(endOf(week) + DAY);
      await quests.claimRewards(week, [1n, 2n]);
      const after = await Promise.all([aia.balanceOf(holder), aia.balanceOf(neighbour)]);
      const budget = await emissions.budgetOf(week);
      expect(after[0] - before[0]).to.equal((50n * 8n * AIA) / 1_000n);
      expect(after[1] - before[1]).to.equal((budget * 50n) / 10_000n);
      expect(await emissions.spentOf(week)).to.equal(after[0] - before[0] + after[1] - before[1]);
    });

    it("splits a small budget in exact proportion", async () => {
      const { quests, emissions, checkIn, time, week, endOf, experienced, neighbour } = await world();
      await quests.setTerms({ ...terms(), capBps: 1_000n, perPoint: AIA });
      await emissions.setSchedule(1_000n, 10_000n);
      await time.increase(WEEK);
      await experienced(1n, 10_000, 0);
      await experienced(2n, 10_000, 0);
      await checkIn();
      await checkIn(neighbour, 2n);
      await time.increase(DAY);
      await checkIn();
      await time.increaseTo(endOf(week + 1n) + DAY);
      const [points] = await quests.entryOf(week + 1n, 1n);
      expect(points).to.equal(22n);
      expect(await quests.rewardOf(week + 1n, 1n)).to.equal(100n);
      expect(await quests.weekOf(week + 1n)).to.deep.equal([32n, 1_000n, AIA]);
    });

    it("pays for a single point", async () => {
      const { quests, checkIn, time, week, endOf, experienced } = await world();
      await quests.setTerms({ ...terms(), checkIn: 1n });
      await experienced(1n, 50, 0);
      await checkIn();
      await time.increaseTo(endOf(week) + DAY);
      expect((await quests.entryOf(week, 1n)).points).to.equal(1n);
      expect(await quests.rewardOf(week, 1n)).to.equal(50n * (await quests.weekOf(week)).perPoint);
    });

    it("pays once, a day after the week's end", async () => {
      const { quests, checkIn, time, week, endOf, experienced } = await world();
      await experienced(1n, 50, 0);
      await checkIn();
      await time.setNextBlockTimestamp(endOf(week) + DAY - 1n);
      await expect(quests.claimRewards(week, [1n]))
        .to.be.revertedWithCustomError(quests, "WeekNotOver")
        .withArgs(week, endOf(week) + DAY);
      await time.setNextBlockTimestamp(endOf(week) + DAY);
      await quests.claimRewards(week, [1n]);
      await expect(quests.claimRewards(week, [1n])).to.be.revertedWithCustomError(quests, "RewardNotDue");
      expect((await quests.entryOf(week, 1n)).paid).to.equal(true);
    });

    it("closes activation before payment opens", async () => {
      const { quests, checkIn, time, week, endOf, experienced } = await world();
      await checkIn();
      await expect(quests.activate(1n, week))
        .to.be.revertedWithCustomError(quests, "ActivationInvalid")
        .withArgs(1n, week);
      await experienced(1n, 50, 0);
      await time.setNextBlockTimestamp(endOf(week) + DAY - 1n);
      await quests.activate(1n, week);
      await expect(quests.activate(1n, week)).to.be.revertedWithCustomError(quests, "ActivationInvalid");
      const late = await world();
      await late.checkIn();
      await late.experienced(1n, 50, 0);
      await late.time.setNextBlockTimestamp(endOf(week) + DAY);
      await expect(quests.activate(1n, week)).to.be.revertedWithCustomError(quests, "ActivationInvalid");
    });

    it("keeps the caps of a week that has begun", async () => {
      const { quests, checkIn, week } = await world();
      await checkIn();
      await quests.setTerms({ ...terms(), capBps: 1n, perPoint: 0n });
      expect(await quests.weekOf(week)).to.deep.equal([0n, 50n, (8n * AIA) / 1_000n]);
    });
  });

  describe("referrals", () => {
    it("pay when the referred pass reaches the level, once", async () => {
      const { quests, pass, neighbour, experienced, week } = await world();
      await quests.connect(neighbour).refer(2n, 1n);
      await expect(quests.claimReferral(2n)).to.be.revertedWithCustomError(quests, "ReferralNotDue").withArgs(2n);
      await experienced(2n, 300, 0);
      await pass.connect(neighbour).levelUp(2n);
      await expect(quests.claimReferral(2n)).to.be.revertedWithCustomError(quests, "ReferralNotDue");
      await pass.connect(neighbour).levelUp(2n);
      await expect(quests.claimReferral(2n)).to.emit(quests, "PointsAccrued").withArgs(1n, week, 100n);
      await expect(quests.claimReferral(2n)).to.be.revertedWithCustomError(quests, "ReferralNotDue");
      await expect(quests.claimReferral(1n)).to.be.revertedWithCustomError(quests, "ReferralNotDue");
    });

    it("form no rings", async () => {
      const { quests, holder, neighbour } = await world();
      await quests.connect(neighbour).refer(2n, 1n);
      for (const referrer of [2n, 1n, 0n]) {
        await expect(quests.connect(holder).refer(1n, referrer))
          .to.be.revertedWithCustomError(quests, "ReferrerInvalid")
          .withArgs(1n, referrer);
      }
      await expect(quests.connect(neighbour).refer(2n, 1n)).to.be.revertedWithCustomError(quests, "ReferralTooLate");
      await expect(quests.connect(holder).refer(2n, 1n)).to.be.revertedWithCustomError(
        quests,
        "QuestCallerUnauthorized",
      );
    });

    it("come before the first experience, from passes that exist", async () => {
      const { quests, pass, holder, neighbour, experienced, protocol } = await world();
      await experienced(2n, 1, 0);
      await expect(quests.connect(neighbour).refer(2n, 1n))
        .to.be.revertedWithCustomError(quests, "ReferralTooLate")
        .withArgs(2n);
      await pass.connect(holder).burn(1n);
      await expect(quests.connect(neighbour).refer(2n, 1n)).to.be.revertedWithCustomError(
        protocol.contracts.pass,
        "ERC721NonexistentToken",
      );
    });
  });

  it("rewards each level once", async () => {
    const { quests, pass, holder, experienced, week, achievements } = await world();
    await expect(quests.claimMilestones(1n)).to.be.revertedWithCustomError(quests, "MilestoneNotDue").withArgs(1n);
    await experienced(1n, 2_000, 0);
    for (let level = 2; level <= 4; ++level) await pass.connect(holder).levelUp(1n);
    await expect(quests.claimMilestones(1n)).to.emit(quests, "MilestoneReached").withArgs(1n, 4n);
    expect((await quests.entryOf(week, 1n)).points).to.equal(180n);
    await pass.connect(holder).levelUp(1n);
    await quests.claimMilestones(1n);
    expect((await quests.entryOf(week, 1n)).points).to.equal(280n);
    expect((await achievements.achievementOf(1n, 5n)).unlocked).to.equal(true);
    await expect(quests.claimMilestones(1n)).to.be.revertedWithCustomError(quests, "MilestoneNotDue");
  });

  describe("events", () => {
    async function opened(change: { minLevel?: number; entryCost?: bigint } = {}) {
      const setting = await world();
      const start = BigInt(await setting.time.latest()) + 100n;
      const event = { start, end: start + DAY, minLevel: 1, entryCost: 5n * AIA, goal: 50, points: 500, ...change };
      await expect(setting.quests.openEvent(event)).to.emit(setting.quests, "EventOpened");
      return { ...setting, start, event };
    }

    it("unlock an achievement each", async () => {
      const { quests, achievements, holder, experienced, start, event, time } = await opened({ entryCost: 0n });
      await quests.openEvent(event);
      await time.increaseTo(start);
      await quests.connect(holder).enterEvent(1n, 1n);
      await experienced(1n, 50, 0);
      await quests.finishEvent(1n, 1n);
      expect((await achievements.achievementOf(1n, 1_001n)).unlocked).to.equal(true);
      expect((await achievements.achievementOf(1n, 1_000n)).unlocked).to.equal(false);
    });

    it("burn the entry and reward the goal, once", async () => {
      const { quests, aia, achievements, holder, experienced, start, time, week } = await opened();
      await experienced(1n, 60, 0);
      await time.increaseTo(start);
      const supply = await aia.totalSupply();
      await quests.connect(holder).enterEvent(0n, 1n);
      expect(supply - (await aia.totalSupply())).to.equal(5n * AIA);
      await experienced(1n, 49, 0);
      await expect(quests.finishEvent(0n, 1n))
        .to.be.revertedWithCustomError(quests, "EventGoalMissed")
        .withArgs(0n, 1n, 50n);
      await experienced(1n, 1, 0);
      await expect(quests.finishEvent(0n, 1n)).to.emit(quests, "EventFinished").withArgs(0n, 1n);
      expect((await quests.entryOf(week, 1n)).points).to.equal(500n);
      expect((await achievements.achievementOf(1n, 1_000n)).unlocked).to.equal(true);
      await expect(quests.finishEvent(0n, 1n)).to.be.revertedWithCustomError(quests, "EventGoalMissed");
      await expect(quests.connect(holder).enterEvent(0n, 1n)).to.be.revertedWithCustomError(
        quests,
        "EventAlreadyEntered",
      );
      expect((await quests.eventOf(0n)).start).to.equal(start);
    });

    it("take place in their time only", async () => {
      const { quests, holder, start, time } = await opened({ entryCost: 0n });
      const own = quests.connect(holder);
      await expect(own.enterEvent(0n, 1n)).to.be.revertedWithCustomError(quests, "EventNotRunning").withArgs(0n);
      await expect(own.enterEvent(1n, 1n)).to.be.revertedWithCustomError(quests, "EventNotRunning").withArgs(1n);
      await time.setNextBlockTimestamp(start - 1n);
      await expect(own.enterEvent(0n, 1n)).to.be.revertedWithCustomError(quests, "EventNotRunning").withArgs(0n);
      await time.setNextBlockTimestamp(start);
      await own.enterEvent(0n, 1n);
      await time.setNextBlockTimestamp(start + DAY - 1n);
      await expect(own.finishEvent(0n, 1n)).to.be.revertedWithCustomError(quests, "EventGoalMissed");
      await time.setNextBlockTimestamp(start + DAY);
      await expect(own.finishEvent(0n, 1n)).to.be.revertedWithCustomError(quests, "EventNotRunning");
    });

    it("ask for a level, a holder and an entry", async () => {
      const { quests, holder, stranger, start, time } = await opened({ minLevel: 2 });
      await time.increaseTo(start);
      await expect(quests.connect(holder).enterEvent(0n, 1n))
        .to.be.revertedWithCustomError(quests, "EventLevelTooLow")
        .withArgs(0n, 1n, 2n);
      await expect(quests.connect(stranger).enterEvent(0n, 1n)).to.be.revertedWithCustomError(
        quests,
        "QuestCallerUnauthorized",
      );
      await expect(quests.finishEvent(0n, 1n)).to.be.revertedWithCustomError(quests, "EventGoalMissed");
    });

    it("stay within their bounds and belong to governance", async () => {
      const { quests, stranger, start } = await opened();
      const event = { start: start + DAY, end: start + 2n * DAY, minLevel: 1, entryCost: 0n, goal: 50, points: 500 };
      const changes = [
        { start: 1n },
        { start: start + 100n * DAY },
        { end: start + DAY },
        { end: start + 92n * DAY },
        { minLevel: 0 },
        { minLevel: 11 },
        { goal: 0 },
        { points: 10_001 },
      ];
      for (const change of changes) {
        const [[parameter, value]] = Object.entries(change);
        await expect(quests.openEvent({ ...event, ...change }))
          .to.be.revertedWithCustomError(quests, "QuestTermsOutOfBounds")
          .withArgs(
            encodeBytes32String(parameter),
            value,
            () => true,
            () => true,
          );
      }
      for (const change of [
        { minLevel: 10 },
        { points: 10_000 },
        { points: 0 },
        { goal: 1 },
        { end: start + 91n * DAY },
      ])
        await expect(quests.openEvent({ ...event, ...change })).to.emit(quests, "EventOpened");
      await expect(quests.connect(stranger).openEvent(event)).to.be.revertedWithCustomError(
        quests,
        "AccessManagedUnauthorized",
      );
    });
  });

  it("keeps its terms within their bounds", async () => {
    const { quests, stranger } = await world();
    const changes = [
      { checkIn: 10_001n },
      { streakStep: 101n },
      { streakDays: 101n },
      { referral: 10_001n },
      { referralLevel: 2n },
      { referralLevel: 11n },
      { milestone: 10_001n },
      { capBps: 0n },
      { capBps: 1_001n },
      { perPoint: AIA + 1n },
    ];
    for (const change of changes) {
      await expect(quests.setTerms({ ...terms(), ...change })).to.be.revertedWithCustomError(
        quests,
        "QuestTermsOutOfBounds",
      );
    }
    await expect(quests.connect(stranger).setTerms(terms())).to.be.revertedWithCustomError(
      quests,
      "AccessManagedUnauthorized",
    );
    const least = { checkIn: 0n, streakStep: 0n, streakDays: 0n, referral: 0n, referralLevel: 3n, milestone: 0n };
    const most = { checkIn: 10_000n, streakStep: 100n, streakDays: 100n, referral: 10_000n, referralLevel: 10n };
    for (const bounds of [
      { ...least, capBps: 1n, perPoint: 0n },
      { ...most, milestone: 10_000n, capBps: 1_000n, perPoint: AIA },
    ]) {
      await quests.setTerms(bounds);
      expect(await quests.terms()).to.deep.equal(Object.values(bounds));
    }
  });

  function terms() {
    return {
      checkIn: 10n,
      streakStep: 2n,
      streakDays: 6n,
      referral: 100n,
      referralLevel: 3n,
      milestone: 20n,
      capBps: 50n,
      perPoint: (8n * AIA) / 1_000n,
    };
  }
});
