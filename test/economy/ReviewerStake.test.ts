/**
 * ReviewerStake
 * ├─ staked AGT keeps its votes, which follow the staker's delegation, also when more is staked
 * ├─ stake that was asked back
 * │  ├─ can be all of it, and no unit more
 * │  ├─ leaves after the cooldown, which begins again with each request
 * │  ├─ follows the cooldown of its request, whatever governance sets later
 * │  └─ backs no new review, but is still held by those that lock it
 * ├─ what a review holds
 * │  ├─ has to be free and older than the task
 * │  ├─ is slashed out of active stake first, then out of what leaves; what is not slashed does not move
 * │  └─ stays covered, whatever is staked, asked back, withdrawn, locked and slashed
 * ├─ stake that is not there can be neither asked back, taken, locked nor delegated
 * └─ nobody but the reviews contract locks or slashes
 */
import { expect } from "chai";
import fc from "fast-check";

import type { Protocol } from "../support/deployProtocol.ts";
import { deployProtocol } from "../support/deployProtocol.ts";
import { startChain } from "../support/startChain.ts";

const AGT = 10n ** 18n;
const DAY = 86_400;
const WEEK = 7 * DAY;
const LATER = 2n ** 40n - 1n;

/** A reviewer with 100 AGT staked of 1,000, and the reviews contract as a signer. */
async function world(chain: Awaited<ReturnType<typeof startChain>>) {
  const protocol: Protocol = await deployProtocol(chain);
  const { agt, reviewerStake, reviews } = protocol.contracts;
  const [staker, delegatee] = protocol.contributors;
  await agt.transfer(staker, 1_000n * AGT);
  await agt.connect(staker).approve(reviewerStake, 1_000n * AGT);
  const own = reviewerStake.connect(staker);
  await own.stake(100n * AGT);
  const desk = reviewerStake.connect(await protocol.ethers.getImpersonatedSigner(reviews.target as string));
  await chain.networkHelpers.setBalance(reviews.target as string, AGT);
  const { time } = chain.networkHelpers;
  return { protocol, agt, stake: reviewerStake, staker, delegatee, own, desk, time, treasury: protocol.relayer };
}

describe("ReviewerStake", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  const load = () => chain.networkHelpers.loadFixture(fixture);
  const fixture = () => world(chain);

  async function stakeOf({ stake, staker }: Awaited<ReturnType<typeof world>>) {
    const { active, leaving, locked } = await stake.stakeOf(staker);
    return [active / AGT, leaving / AGT, locked / AGT].map(Number);
  }

  it("keeps the votes of what is staked, and of what leaves", async () => {
    const { agt, stake, staker, delegatee, own, time } = await load();
    await expect(own.stake(10n * AGT))
      .to.emit(stake, "ReviewerStaked")
      .withArgs(staker.address, 10n * AGT);
    expect((await stake.stakeOf(staker)).since).to.equal(BigInt(await time.latest()));
    expect(await agt.balanceOf(await stake.vaultOf(staker))).to.equal(110n * AGT);
    expect(await agt.getVotes(staker)).to.equal(110n * AGT);
    await own.delegate(delegatee);
    await own.requestUnstake(40n * AGT);
    expect(await agt.getVotes(delegatee)).to.equal(110n * AGT);
    await time.increase(WEEK);
    await own.withdraw(40n * AGT);
    expect(await agt.getVotes(delegatee)).to.equal(70n * AGT);
    expect(await agt.balanceOf(staker)).to.equal(930n * AGT);
  });

  it("leaves its votes with whom they were given to when more is staked", async () => {
    const { agt, staker, delegatee, own, stake } = await load();
    const vault = await stake.vaultOf(staker);
    await own.delegate(delegatee);
    await own.stake(10n * AGT);
    expect(await stake.vaultOf(staker)).to.equal(vault);
    expect(await agt.getVotes(delegatee)).to.equal(110n * AGT);
    expect(await agt.getVotes(staker)).to.equal(0n);
  });

  describe("stake that was asked back", () => {
    it("can be all of it, and no unit more", async () => {
      const setting = await load();
      const { stake, staker, own } = setting;
      await expect(own.requestUnstake(100n * AGT + 1n))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeInsufficient")
        .withArgs(staker.address, 100n * AGT, 100n * AGT + 1n);
      await own.requestUnstake(100n * AGT);
      expect(await stakeOf(setting)).to.deep.equal([0, 100, 0]);
      await expect(own.requestUnstake(1n))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeInsufficient")
        .withArgs(staker.address, 0n, 1n);
    });

    it("leaves after the cooldown, which begins again with each request", async () => {
      const setting = await load();
      const { stake, staker, own, time } = setting;
      await own.requestUnstake(30n * AGT);
      await time.increase(WEEK - 10);
      await own.requestUnstake(20n * AGT);
      const leavesAt = BigInt((await time.latest()) + WEEK);
      expect(await stakeOf(setting)).to.deep.equal([50, 50, 0]);
      await time.increaseTo(leavesAt - 1n - 1n);
      await expect(own.withdraw(1n))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeCooling")
        .withArgs(staker.address, leavesAt);
      await time.increaseTo(leavesAt - 1n);
      await expect(own.withdraw(50n * AGT))
        .to.emit(stake, "ReviewerStakeWithdrawn")
        .withArgs(staker.address, 50n * AGT);
      expect(await stakeOf(setting)).to.deep.equal([50, 0, 0]);
    });

    it("follows the cooldown of its request", async () => {
      const { stake, staker, own, time } = await load();
      await own.requestUnstake(30n * AGT);
      await expect(stake.setCooldown(30 * DAY))
        .to.emit(stake, "CooldownSet")
        .withArgs(30 * DAY);
      await time.increase(WEEK);
      await own.withdraw(30n * AGT);
      const leavesAt = (await time.latest()) + 1 + 30 * DAY;
      await time.setNextBlockTimestamp(leavesAt - 30 * DAY);
      await expect(own.requestUnstake(10n * AGT))
        .to.emit(stake, "ReviewerUnstakeRequested")
        .withArgs(staker.address, 10n * AGT, leavesAt);
      expect((await stake.stakeOf(staker)).leavesAt).to.equal(leavesAt);
      await time.increase(WEEK);
      await expect(own.withdraw(1n))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeCooling")
        .withArgs(staker.address, leavesAt);
    });

    it("backs no new review, but is held by those that lock it", async () => {
      const setting = await load();
      const { stake, staker, own, desk, time, agt, treasury } = setting;
      await desk.lock(staker, 60n * AGT, LATER);
      await own.requestUnstake(90n * AGT);
      expect(await stakeOf(setting)).to.deep.equal([10, 90, 60]);
      await expect(desk.lock(staker, 1n, LATER))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeInsufficient")
        .withArgs(staker.address, 0n, 1n);
      await time.increase(WEEK);
      await expect(own.withdraw(40n * AGT + 1n))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeInsufficient")
        .withArgs(staker.address, 40n * AGT, 40n * AGT + 1n);
      await own.withdraw(40n * AGT);
      await expect(desk.release(staker, 60n * AGT, 30n * AGT, treasury))
        .to.emit(stake, "ReviewerStakeReleased")
        .withArgs(staker.address, 60n * AGT, 30n * AGT, treasury.address);
      expect(await stakeOf(setting)).to.deep.equal([0, 30, 0]);
      expect(await agt.balanceOf(treasury)).to.equal(30n * AGT);
      await own.withdraw(30n * AGT);
    });
  });

  describe("what a review holds", () => {
    it("has to be free and older than the task", async () => {
      const { stake, staker, desk } = await load();
      const { since } = await stake.stakeOf(staker);
      await expect(desk.lock(staker, AGT, since))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeTooYoung")
        .withArgs(staker.address, since, since);
      await expect(desk.lock(staker, 100n * AGT, since + 1n))
        .to.emit(stake, "ReviewerStakeLocked")
        .withArgs(staker.address, 100n * AGT);
      await expect(desk.lock(staker, 1n, since + 1n))
        .to.be.revertedWithCustomError(stake, "ReviewerStakeInsufficient")
        .withArgs(staker.address, 0n, 1n);
    });

    it("is slashed out of active stake first, then out of what leaves", async () => {
      const setting = await load();
      const { staker, own, desk, treasury, agt } = setting;
      await desk.lock(staker, 90n * AGT, LATER);
      await own.requestUnstake(40n * AGT);
      await desk.release(staker, 30n * AGT, 20n * AGT, treasury);
      expect(await stakeOf(setting)).to.deep.equal([40, 40, 60]);
      await desk.release(staker, 60n * AGT, 50n * AGT, treasury);
      expect(await stakeOf(setting)).to.deep.equal([0, 30, 0]);
      expect(await agt.balanceOf(treasury)).to.equal(70n * AGT);
    });

    it("is freed without moving when nothing is slashed", async () => {
      const setting = await load();
      const { stake, staker, desk, treasury } = setting;
      await desk.lock(staker, 20n * AGT, LATER);
      await desk.lock(staker, 30n * AGT, LATER);
      expect(await stakeOf(setting)).to.deep.equal([100, 0, 50]);
      await expect(desk.release(staker, 20n * AGT, 0n, treasury))
        .to.emit(stake, "ReviewerStakeReleased")
        .withArgs(staker.address, 20n * AGT, 0n, treasury.address);
      expect(await stakeOf(setting)).to.deep.equal([100, 0, 30]);
    });

    it("moves when it is slashed, by a single unit even, and not otherwise", async () => {
      const { stake, staker, desk, agt, treasury } = await load();
      await desk.lock(staker, 20n * AGT, LATER);
      await expect(desk.release(staker, 10n * AGT, 0n, treasury)).not.to.emit(agt, "Transfer");
      await expect(desk.release(staker, 10n * AGT, 1n, treasury))
        .to.emit(agt, "Transfer")
        .withArgs(await stake.vaultOf(staker), treasury.address, 1n);
      expect((await stake.stakeOf(staker)).active).to.equal(100n * AGT - 1n);
    });

    it("is no more than what was locked", async () => {
      const { staker, desk, treasury } = await load();
      await desk.lock(staker, 20n * AGT, LATER);
      await expect(desk.release(staker, 20n * AGT + 1n, 0n, treasury)).to.be.revertedWithPanic(0x11);
    });

    it("stays covered, whatever happens", async () => {
      const step = fc.tuple(
        fc.constantFrom("stake", "requestUnstake", "withdraw", "lock", "release", "wait"),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 0, max: 100 }),
      );
      let [refused, slashes] = [0, 0];
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          const { stake, staker, own, desk, time, agt, treasury } = await load();
          for (const [action, amount, share] of steps) {
            const units = BigInt(amount) * AGT;
            const { locked } = await stake.stakeOf(staker);
            const freed = locked < units ? locked : units;
            const slashed = (freed * BigInt(share)) / 100n;
            const calls = {
              stake: () => own.stake(units / 4n),
              requestUnstake: () => own.requestUnstake(units),
              withdraw: () => own.withdraw(units),
              lock: () => desk.lock(staker, units, LATER),
              release: () => desk.release(staker, freed, slashed, treasury),
              wait: () => time.increase(1 + amount * DAY),
            };
            try {
              await calls[action as keyof typeof calls]();
              if (action === "release" && slashed > 0n) slashes++;
            } catch (error) {
              // Freeing and waiting are never refused; the rest only by name.
              expect(action).to.be.oneOf(["requestUnstake", "withdraw", "lock", "stake"]);
              expect(String(error)).to.match(/ReviewerStakeInsufficient|ReviewerStakeCooling|ERC20InsufficientBalance/);
              refused++;
            }
            const after = await stake.stakeOf(staker);
            expect(after.locked <= after.active + after.leaving).to.equal(true);
            expect(await agt.balanceOf(await stake.vaultOf(staker))).to.equal(after.active + after.leaving);
          }
        }),
        { numRuns: 25 },
      );
      expect(refused).to.be.greaterThan(0);
      expect(slashes).to.be.greaterThan(0);
    });
  });

  it("has nothing to ask back, take, lock or delegate where nothing is staked", async () => {
    const { stake, desk, delegatee } = await load();
    const poor = stake.connect(delegatee);
    for (const call of [
      () => poor.requestUnstake(1n),
      () => poor.withdraw(1n),
      () => desk.lock(delegatee, 1n, LATER),
      () => poor.delegate(delegatee),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(stake, "ReviewerStakeInsufficient")
        .withArgs(delegatee.address, 0n, 1n);
    }
  });

  it("is locked and slashed by the reviews contract only, not even by governance", async () => {
    const { protocol, stake, staker, own } = await load();
    for (const signer of [protocol.deployer, protocol.outsider, staker]) {
      const other = stake.connect(signer);
      for (const call of [() => other.lock(staker, 1n, LATER), () => other.release(staker, 0n, 0n, signer)]) {
        await expect(call()).to.be.revertedWithCustomError(stake, "StakeCallerUnauthorized").withArgs(signer.address);
      }
    }
    const { authority } = protocol.contracts;
    await authority.connect(protocol.deployer).setTargetClosed(stake, true);
    await own.requestUnstake(AGT);
  });

  it("has a cooldown of 1 to 30 days, which governance sets", async () => {
    const { stake, own, staker } = await load();
    await expect(own.setCooldown(DAY))
      .to.be.revertedWithCustomError(stake, "AccessManagedUnauthorized")
      .withArgs(staker.address);
    for (const cooldown of [DAY - 1, 30 * DAY + 1]) {
      await expect(stake.setCooldown(cooldown))
        .to.be.revertedWithCustomError(stake, "CooldownOutOfBounds")
        .withArgs(cooldown);
    }
    for (const cooldown of [DAY, 30 * DAY]) {
      await stake.setCooldown(cooldown);
      expect(await stake.cooldown()).to.equal(cooldown);
    }
  });
});
