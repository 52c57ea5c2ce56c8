/**
 * the money of a task, to the unit
 * ├─ relayer fees
 * │  ├─ a fee of one unit is counted and paid
 * │  ├─ a fee may be as high as the bond
 * │  └─ of a hidden sheet the treasury gets the bond less the fee
 * ├─ the fee of the reviewers' part goes back as far as neither they nor contributors revealed
 * ├─ amounts of one unit are not lost, and nothing is sent where nothing is due
 * ├─ the requester's stake is asked for as the policy says, down to one unit and to none
 * └─ it is given out in the settle phase only, even to the settlement
 */
import { expect } from "chai";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { ANSWERS, committed, enrolled, published } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { forgeReveals } from "../support/forgeReveals.ts";
import { PHASE } from "../support/phase.ts";
import { plain } from "../support/plain.ts";
import { publishTask } from "../support/publishTask.ts";
import { commitReview, partOf, revealReview, reviewOf, REVIEWERS, stakeReviewers } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import type { TaskLife } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const AIA = 10n ** 18n;

/** Three sheets sent by a relayer for these fees. */
async function relayed(fees: readonly bigint[]) {
  const { protocol, task, enrolment } = await load(published);
  const { relayer } = protocol;
  const sheets = fees.map((fee, index) =>
    task.sheet(enrolment[index], { answers: ANSWERS[index], relayer: relayer.address, fee }),
  );
  for (const sheet of sheets) {
    await task.commit(sheet, { sender: relayer, signature: await task.signBond(sheet, sheet.contributor.signer) });
  }
  return { protocol, task, sheets, ...protocol.contracts };
}

async function distributionOf({ protocol, taskId }: TaskLife) {
  const { registry } = protocol.contracts;
  const [{ args }] = await registry.queryFilter(registry.filters.TaskClosed(taskId));
  const { claims, treasury, refund, settlerFee } = args.distribution;
  return { claims, treasury, refund, settlerFee };
}

/** Accounts with stake for reviews. */
async function staked(from: Load) {
  const { protocol } = await from(enrolled);
  const reviewers = protocol.contributors.slice(10, 13);
  await stakeReviewers(protocol, reviewers);
  return { protocol, reviewers };
}

/** Settles a task of four contributors' and three reviewers' places, of which so many were revealed. */
async function settleReviewed(contributors: number, reviews: number, pool = 40n * AIA, bps = 2_000) {
  const { protocol, reviewers } = await load(staked);
  const bond = pool / 40n + 1n;
  const task = await publishTask(protocol, { pool, bond }, { ...REVIEWERS, reviewerBps: bps });
  const written = reviewers.slice(0, reviews).map((account) => {
    return reviewOf(task, account, partOf(task, account, ANSWERS[0]));
  });
  for (const review of written) await commitReview(task, review);
  await task.toReveal();
  for (const review of written) await revealReview(task, review);
  const { rows, sheets } = await task.revealed();
  const forged = await forgeReveals(task, ANSWERS.slice(0, contributors));
  await task.toSettle();
  const { settlement } = protocol.contracts;
  const { concat } = chain.ethers;
  const all = [concat([...rows, forged.rows]), concat([...sheets, forged.answers])] as const;
  const nothing = { row: "0x", salt: chain.ethers.ZeroHash };
  await settlement.connect(protocol.outsider).settle(task.taskId, task.spec, ...all, nothing, nothing);
  return distributionOf(task);
}

/** The usual policy, but for the stake of requesters. */
async function staking(requesterStake: bigint) {
  const { protocol } = await load(enrolled);
  const { policies, aia } = protocol.contracts;
  await policies.setPolicy(aia, { ...plain(await policies.policyAt(1n)), requesterStake });
  return { protocol, ...protocol.contracts };
}

describe("the money of a task, to the unit", () => {
  after(terminateProver);

  describe("relayer fees", () => {
    it("count and pay a fee of one unit", async () => {
      const { protocol, task, registry, aia } = await relayed([1n]);
      expect((await registry.taskOf(task.taskId)).relayerFees).to.equal(1n);
      expect(await registry.balanceOf(aia, protocol.relayer)).to.equal(100n * AIA + 1n);
    });

    it("may be as high as the bond", async () => {
      const { protocol, task, sheets, registry, aia } = await relayed([AIA]);
      expect(await registry.balanceOf(aia, protocol.relayer)).to.equal(101n * AIA);
      await task.toReveal();
      await task.reveal(sheets[0]);
      expect(await registry.balanceOf(aia, sheets[0].contributor.signer)).to.equal(99n * AIA);
    });

    it("leave the treasury the bond less the fee of a sheet that stays hidden", async () => {
      const fees = [AIA / 2n, AIA / 4n, AIA / 8n];
      const { protocol, task, sheets, registry, settlement, aia } = await relayed(fees);
      await task.toReveal();
      for (const sheet of sheets.slice(0, 2)) await task.reveal(sheet);
      await task.toSettle();
      await task.settle();
      // Two of four places are paid flat, and their part of the fee of 2 AIA is earned.
      const settlerFee = (AIA * 500n) / 10_000n;
      expect(await distributionOf(task)).to.deep.equal({
        ...{ claims: 20n * AIA, refund: 21n * AIA, settlerFee },
        treasury: AIA - settlerFee + (AIA - AIA / 8n),
      });
      for (const index of [0, 1]) await task.claim(index);
      expect(await aia.balanceOf(settlement)).to.equal(0n);
      const { deployer, requester, relayer, outsider, contributors } = protocol;
      let owed = 0n;
      for (const account of [deployer, requester, relayer, outsider, ...contributors]) {
        owed += await registry.balanceOf(aia, account);
      }
      expect(await aia.balanceOf(registry)).to.equal(owed);
    });
  });

  describe("the fee of 2 AIA, a fifth of it for reviews", () => {
    const part = (2n * AIA) / 5n;
    const rest = 2n * AIA - part;
    const cases: [contributors: number, reviews: number, unearned: bigint][] = [
      [0, 0, 2n * AIA],
      [0, 1, rest + (part * 2n) / 3n],
      [0, 3, rest],
      [1, 1, (rest * 3n) / 4n + (part * 2n) / 3n],
      [1, 0, (rest * 3n) / 4n + (part * 3n) / 4n],
      [2, 1, rest / 2n + part / 2n],
      [3, 0, rest / 4n + part / 4n],
      [3, 2, rest / 4n + part / 4n],
      [4, 0, 0n],
      [4, 2, 0n],
    ];
    for (const [contributors, reviews, unearned] of cases) {
      it(`goes back as it should for ${contributors} of 4 contributors and ${reviews} of 3 reviewers`, async () => {
        const { claims, treasury, refund, settlerFee } = await settleReviewed(contributors, reviews);
        const places = 8n * AIA * BigInt(4 - contributors) + ((8n * AIA) / 3n) * BigInt(3 - reviews);
        expect(refund).to.equal(places + unearned);
        expect(settlerFee).to.equal(((2n * AIA - unearned) * 500n) / 10_000n);
        expect(claims + treasury + refund + settlerFee).to.equal(42n * AIA);
      });
    }
  });

  it("gives back the reviewers' part of the fee, be it a single unit", async () => {
    // A fee of 50 units, of which one belongs to the reviewers' places.
    const { refund } = await settleReviewed(0, 0, 1_000n, 200);
    expect(refund).to.equal(4n * (980n / 4n) + 3n * (20n / 3n) + 50n);
  });

  it("pays a claim of one unit", async () => {
    const { protocol, enrolment } = await load(enrolled);
    const { aia, settlement } = protocol.contracts;
    const task = await publishTask(protocol, { pool: 4n, bond: 1n });
    const sheet = task.sheet(enrolment[0], { answers: ANSWERS[0], payout: protocol.outsider.address });
    await task.commit(sheet);
    await task.toReveal();
    await task.reveal(sheet);
    await task.settle();
    expect((await distributionOf(task)).claims).to.equal(1n);
    expect(await aia.balanceOf(settlement)).to.equal(1n);
    await expect(task.claim(0)).to.changeTokenBalance(chain.ethers, aia, protocol.outsider, 1n);
  });

  it("sends nothing to the settlement when there is nothing to claim", async () => {
    const { task } = await load(committed);
    const { aia } = task.protocol.contracts;
    await task.toSettle();
    await expect(task.settle()).not.to.emit(aia, "Transfer");
  });

  describe("the requester's stake", () => {
    it("is locked and freed down to one unit", async () => {
      const { protocol, registry, stake } = await staking(1n);
      const locked = async () => (await stake.stakeOf(protocol.requester)).locked;
      const [cancelled, settled] = [await publishTask(protocol), await publishTask(protocol)];
      expect(await locked()).to.equal(2n);
      await registry.connect(protocol.requester).cancel(cancelled.taskId);
      expect(await locked()).to.equal(1n);
      await settled.toSettle();
      await settled.settle();
      expect(await locked()).to.equal(0n);
    });

    it("is not touched under a policy that asks for none", async () => {
      const { protocol, registry, stake, settlement } = await staking(0n);
      const [cancelled, settled] = [await publishTask(protocol), await publishTask(protocol)];
      await expect(registry.connect(protocol.requester).cancel(cancelled.taskId)).to.emit(registry, "TaskCancelled");
      await settled.toSettle();
      await expect(settled.settle()).to.emit(settlement, "TaskSettled");
      for (const filter of [stake.filters.StakeLocked(), stake.filters.StakeUnlocked()]) {
        expect(await stake.queryFilter(filter)).to.deep.equal([]);
      }
    });
  });

  it("is not given out before its time, whatever the settlement says", async () => {
    const { protocol, task } = await load(committed);
    const { registry, settlement } = protocol.contracts;
    const inside = await chain.ethers.getImpersonatedSigner(String(settlement.target));
    await chain.networkHelpers.setBalance(inside.address, AIA);
    const distribution = { claims: 42n * AIA, treasury: 0n, refund: 0n, settlerFee: 0n };
    await expect(registry.connect(inside).close(task.taskId, protocol.outsider, distribution))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Settle, PHASE.Commit);
  });
});
