/**
 * Quests
 * ├─ check-ins
 * │  ├─ once a day (UTC), more with a streak, up to its limit, which may be none
 * │  └─ the holder's alone
 * ├─ referrals
 * │  ├─ they pay when the referred pass reaches the level
 * │  └─ given a ring, a younger referrer, itself, or a used pass, they are refused
 * ├─ milestones pay once per level
 * └─ events
 *    ├─ entry burns AIA, the goal gives points and an achievement
 *    ├─ given a missed goal, a low level, a second entry or the wrong time, they refuse
 *    └─ their terms stay within their bounds
 */
import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import { QUEST_TERMS, questPlayers } from "../support/questPlayers.ts";
import { startChain } from "../support/startChain.ts";

const AIA = 10n ** 18n;
const DAY = 86_400n;

describe("Quests", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  const fixture = () => questPlayers(chain);
  const world = () => chain.networkHelpers.loadFixture(fixture);

  it("work with the pass, the emissions and the achievements of the deployment", async () => {
    const { quests, pass, emissions, achievements } = await world();
    const works = await Promise.all([quests.PASS(), quests.EMISSIONS(), quests.ACHIEVEMENTS()]);
    expect(works).to.deep.equal([pass.target, emissions.target, achievements.target]);
  });

  describe("check-ins", () => {
    it("count once a day, more with a streak up to its limit, and start over after a gap", async () => {
      const { quests, checkIn, time, week, monday, achievements } = await world();
      const today = monday / DAY;
      for (const [day, points] of [10n, 12n, 14n, 16n, 18n, 20n, 20n].entries()) {
        const checked = checkIn();
        await expect(checked)
          .to.emit(quests, "CheckedIn")
          .withArgs(1n, today + BigInt(day), day + 1);
        await expect(checked).to.emit(quests, "PointsAccrued").withArgs(1n, week, points);
        await expect(checkIn())
          .to.be.revertedWithCustomError(quests, "AlreadyCheckedIn")
          .withArgs(1n, today + BigInt(day));
        await time.increase(DAY);
      }
      expect((await quests.entryOf(week, 1n)).points).to.equal(110n);
      expect((await achievements.achievementOf(1n, 107n)).unlocked).to.equal(true);
      await time.increase(DAY);
      const late = checkIn();
      await expect(late)
        .to.emit(quests, "CheckedIn")
        .withArgs(1n, today + 8n, 1n);
      await expect(late)
        .to.emit(quests, "PointsAccrued")
        .withArgs(1n, week + 1n, 10n);
    });

    it("begin at midnight", async () => {
      const { quests, checkIn, time, monday } = await world();
      await time.setNextBlockTimestamp(monday + DAY - 1n);
      await checkIn();
      await time.setNextBlockTimestamp(monday + DAY);
      await expect(checkIn())
        .to.emit(quests, "CheckedIn")
        .withArgs(1n, monday / DAY + 1n, 2n);
    });

    it("count alike when no day of a streak counts", async () => {
      const { quests, checkIn, time, week } = await world();
      await quests.setTerms({ ...QUEST_TERMS, streakDays: 0n });
      for (let day = 0; day < 2; ++day) {
        await expect(checkIn()).to.emit(quests, "PointsAccrued").withArgs(1n, week, 10n);
        await time.increase(DAY);
      }
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
      const { quests, stranger, pass } = await world();
      await expect(quests.connect(stranger).checkIn(1n))
        .to.be.revertedWithCustomError(quests, "QuestCallerUnauthorized")
        .withArgs(1n, stranger.address);
      await expect(quests.connect(stranger).checkIn(99n))
        .to.be.revertedWithCustomError(pass, "ERC721NonexistentToken")
        .withArgs(99n);
    });
  });

  describe("referrals", () => {
    it("pay when the referred pass reaches the level, once", async () => {
      const { quests, pass, holder, neighbour, experienced, week } = await world();
      const refused = (passId: bigint) =>
        expect(quests.claimReferral(passId)).to.be.revertedWithCustomError(quests, "ReferralNotDue").withArgs(passId);
      await expect(quests.connect(neighbour).refer(2n, 1n)).to.emit(quests, "Referred").withArgs(2n, 1n);
      await refused(2n);
      await experienced(2n, 300, 0);
      await pass.connect(neighbour).levelUp(2n);
      await refused(2n);
      await pass.connect(neighbour).levelUp(2n);
      await expect(quests.claimReferral(2n)).to.emit(quests, "PointsAccrued").withArgs(1n, week, 100n);
      expect((await quests.entryOf(week, 1n)).points).to.equal(100n);
      await refused(2n);
      await experienced(1n, 300, 0);
      for (let level = 2; level <= 3; ++level) await pass.connect(holder).levelUp(1n);
      await refused(1n);
    });

    it("form no rings", async () => {
      const { quests, holder, neighbour } = await world();
      await quests.connect(neighbour).refer(2n, 1n);
      for (const referrer of [2n, 1n, 0n]) {
        await expect(quests.connect(holder).refer(1n, referrer))
          .to.be.revertedWithCustomError(quests, "ReferrerInvalid")
          .withArgs(1n, referrer);
      }
      await expect(quests.connect(neighbour).refer(2n, 1n))
        .to.be.revertedWithCustomError(quests, "ReferralTooLate")
        .withArgs(2n);
      await expect(quests.connect(holder).refer(2n, 1n))
        .to.be.revertedWithCustomError(quests, "QuestCallerUnauthorized")
        .withArgs(2n, holder.address);
    });

    it("come before the first experience, from passes that exist", async () => {
      const { quests, pass, holder, neighbour, experienced } = await world();
      await experienced(2n, 1, 0);
      await expect(quests.connect(neighbour).refer(2n, 1n))
        .to.be.revertedWithCustomError(quests, "ReferralTooLate")
        .withArgs(2n);
      await pass.connect(holder).burn(1n);
      await expect(quests.connect(neighbour).refer(2n, 1n))
        .to.be.revertedWithCustomError(pass, "ERC721NonexistentToken")
        .withArgs(1n);
    });
  });

  it("reward each level once", async () => {
    const { quests, pass, holder, experienced, week, achievements } = await world();
    const refused = () =>
      expect(quests.claimMilestones(1n)).to.be.revertedWithCustomError(quests, "MilestoneNotDue").withArgs(1n);
    await refused();
    await experienced(1n, 2_000, 0);
    for (let level = 2; level <= 4; ++level) await pass.connect(holder).levelUp(1n);
    await quests.claimMilestones(1n);
    const rewarded = await quests.queryFilter(quests.filters.MilestoneReached(1n));
    expect(rewarded.map(({ args }) => args.level)).to.deep.equal([2n, 3n, 4n]);
    expect((await quests.entryOf(week, 1n)).points).to.equal((2n + 3n + 4n) * 20n);
    await refused();
    await pass.connect(holder).levelUp(1n);
    await expect(quests.claimMilestones(1n)).to.emit(quests, "MilestoneReached").withArgs(1n, 5n);
    expect((await quests.entryOf(week, 1n)).points).to.equal((2n + 3n + 4n + 5n) * 20n);
    const unlocked = await achievements.queryFilter(achievements.filters.AchievementUnlocked(1n));
    expect(unlocked.map(({ args }) => args.id)).to.deep.equal([2n, 3n, 4n, 5n]);
    await refused();
  });

  describe("events", () => {
    async function opened(change: { minLevel?: bigint; entryCost?: bigint } = {}) {
      const setting = await world();
      const start = BigInt(await setting.time.latest()) + 100n;
      const usual = { start, end: start + DAY, minLevel: 1n, entryCost: 5n * AIA, goal: 50n, points: 500n };
      const event = { ...usual, ...change };
      await expect(setting.quests.openEvent(event))
        .to.emit(setting.quests, "EventOpened")
        .withArgs(0n, Object.values(event));
      return { ...setting, start, event };
    }

    it("unlock an achievement each", async () => {
      const { quests, achievements, holder, experienced, start, event, time } = await opened();
      const second = { ...event, points: 7n };
      expect(await quests.openEvent.staticCall(second)).to.equal(1n);
      await expect(quests.openEvent(second)).to.emit(quests, "EventOpened").withArgs(1n, Object.values(second));
      expect(await quests.eventOf(1n)).to.deep.equal(Object.values(second));
      await time.increaseTo(start);
      await quests.connect(holder).enterEvent(1n, 1n);
      await experienced(1n, 50, 0);
      await quests.finishEvent(1n, 1n);
      expect((await achievements.achievementOf(1n, 1_001n)).unlocked).to.equal(true);
      expect((await achievements.achievementOf(1n, 1_000n)).unlocked).to.equal(false);
    });

    it("burn the entry and reward the goal, once", async () => {
      const { quests, aia, achievements, holder, experienced, start, event, time, week } = await opened();
      await experienced(1n, 60, 0);
      await time.increaseTo(start);
      const supply = await aia.totalSupply();
      await expect(quests.connect(holder).enterEvent(0n, 1n)).to.emit(quests, "EventEntered").withArgs(0n, 1n);
      expect(supply - (await aia.totalSupply())).to.equal(5n * AIA);
      const refused = () =>
        expect(quests.finishEvent(0n, 1n))
          .to.be.revertedWithCustomError(quests, "EventGoalMissed")
          .withArgs(0n, 1n, 50n);
      await experienced(1n, 49, 0);
      await refused();
      await experienced(1n, 1, 0);
      const finished = quests.finishEvent(0n, 1n);
      await expect(finished).to.emit(quests, "EventFinished").withArgs(0n, 1n);
      await expect(finished).to.emit(quests, "PointsAccrued").withArgs(1n, week, 500n);
      expect((await quests.entryOf(week, 1n)).points).to.equal(500n);
      expect((await achievements.achievementOf(1n, 1_000n)).unlocked).to.equal(true);
      await refused();
      await expect(quests.connect(holder).enterEvent(0n, 1n))
        .to.be.revertedWithCustomError(quests, "EventAlreadyEntered")
        .withArgs(0n, 1n);
      expect(await quests.eventOf(0n)).to.deep.equal(Object.values(event));
    });

    it("may be free, or cost a single unit", async () => {
      const { quests, aia, holder, start, event, time } = await opened({ entryCost: 0n });
      await quests.openEvent({ ...event, entryCost: 1n });
      await time.increaseTo(start);
      await expect(quests.connect(holder).enterEvent(0n, 1n)).not.to.emit(aia, "Transfer");
      await expect(quests.connect(holder).enterEvent(1n, 1n)).to.changeTokenBalance(chain.ethers, aia, holder, -1n);
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
      await expect(own.finishEvent(0n, 1n))
        .to.be.revertedWithCustomError(quests, "EventGoalMissed")
        .withArgs(0n, 1n, 50n);
      await time.setNextBlockTimestamp(start + DAY);
      await expect(own.finishEvent(0n, 1n)).to.be.revertedWithCustomError(quests, "EventNotRunning").withArgs(0n);
    });

    it("ask for a level, a holder and an entry", async () => {
      const { quests, pass, holder, stranger, experienced, start, time } = await opened({ minLevel: 2n });
      await time.increaseTo(start);
      await expect(quests.connect(holder).enterEvent(0n, 1n))
        .to.be.revertedWithCustomError(quests, "EventLevelTooLow")
        .withArgs(0n, 1n, 2n);
      await expect(quests.connect(stranger).enterEvent(0n, 1n))
        .to.be.revertedWithCustomError(quests, "QuestCallerUnauthorized")
        .withArgs(1n, stranger.address);
      await experienced(1n, 300, 0);
      await expect(quests.finishEvent(0n, 1n))
        .to.be.revertedWithCustomError(quests, "EventGoalMissed")
        .withArgs(0n, 1n, 50n);
      await pass.connect(holder).levelUp(1n);
      await quests.connect(holder).enterEvent(0n, 1n);
    });

    it("stay within their bounds and belong to governance", async () => {
      const { quests, stranger, start: now, event, time } = await opened();
      const start = now + DAY;
      const usual = { ...event, start, end: start + DAY };
      const refused = [
        [{ start: now - 1n }, now, now + 90n * DAY],
        [{ start: now + 90n * DAY + 1n }, now, now + 90n * DAY],
        [{ end: start }, start + 1n, start + 90n * DAY],
        [{ end: start + 90n * DAY + 1n }, start + 1n, start + 90n * DAY],
        [{ minLevel: 0n }, 1n, 10n],
        [{ minLevel: 11n }, 1n, 10n],
        [{ goal: 0n }, 1n, 2n ** 32n - 1n],
        [{ points: 10_001n }, 0n, 10_000n],
      ] as const;
      for (const [change, least, most] of refused) {
        const [[parameter, value]] = Object.entries(change);
        await time.setNextBlockTimestamp(now);
        await expect(quests.openEvent({ ...usual, ...change }))
          .to.be.revertedWithCustomError(quests, "QuestTermsOutOfBounds")
          .withArgs(encodeBytes32String(parameter), value, least, most);
      }
      const taken = [
        { start: now, end: now + 1n },
        { start: now + 1n + 90n * DAY, end: now + 1n + 180n * DAY },
        { minLevel: 10n },
        { points: 10_000n },
        { points: 0n },
        { goal: 1n },
        { goal: 2n ** 32n - 1n },
      ];
      for (const [index, change] of taken.entries()) {
        await time.setNextBlockTimestamp(now + BigInt(index));
        await expect(quests.openEvent({ ...usual, ...change })).to.emit(quests, "EventOpened");
      }
      await expect(quests.connect(stranger).openEvent(usual))
        .to.be.revertedWithCustomError(quests, "AccessManagedUnauthorized")
        .withArgs(stranger);
    });
  });
});
