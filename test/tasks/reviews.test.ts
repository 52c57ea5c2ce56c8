/**
 * reviews
 * ├─ committing
 * │  ├─ locks the stake and announces the commit
 * │  ├─ is refused without a place, to the requester, twice, too late, during a pause, and by others than the desk
 * │  └─ keeps a requester from cancelling
 * ├─ revealing
 * │  ├─ takes the reviewer's items and no others, of classes and of numbers
 * │  └─ takes nothing but what was committed
 * └─ the whole life
 *    ├─ is settled as predicted, to the last unit, and verified by the second referee
 *    ├─ pays reviewers from their part of the pool, and refunds their empty places
 *    ├─ is settled early when contributors and reviewers have revealed
 *    └─ gives reviewers no experience
 */
import { expect } from "chai";
import { hexlify, ZeroHash } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { predictSettlement } from "../../scripts/protocol/predictSettlement.ts";
import { readPolicy } from "../../scripts/protocol/readPolicy.ts";
import { readSettlement } from "../../scripts/protocol/readSettlement.ts";
import { readTask } from "../../scripts/protocol/readTask.ts";
import { verifyTask } from "../../scripts/verify/verifyTask.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { publishTask } from "../support/publishTask.ts";
import {
  commitReview,
  partOf,
  resolveReviews,
  revealReview,
  reviewOf,
  REVIEWERS,
  stakeReviewers,
} from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import { type TaskLife } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const AIA = 10n ** 18n;
const AGT = 10n ** 18n;

/** A task with three places for reviewers, and four accounts that have staked before it was published. */
async function published(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const reviewers = protocol.contributors.slice(10, 14);
  await stakeReviewers(protocol, reviewers);
  const task = await publishTask(protocol, {}, REVIEWERS);
  const reviews = reviewers.map((reviewer) => reviewOf(task, reviewer, partOf(task, reviewer, ANSWERS[0])));
  return { protocol, enrolment, task, reviewers, reviews };
}

/** The same with three contributors and two reviewers committed, and reveals begun. */
async function revealing(from: Load) {
  const world = await from(published);
  const { task, enrolment, reviews } = world;
  const sheets = ANSWERS.slice(0, 3).map((answers, index) => task.sheet(enrolment[index], { answers }));
  for (const sheet of sheets) await task.commit(sheet);
  for (const review of reviews.slice(0, 2)) await commitReview(task, review);
  await task.toReveal();
  return { ...world, sheets };
}

/** The same with all of them revealed. */
async function revealed(from: Load) {
  const world = await from(revealing);
  const { task, sheets, reviews } = world;
  await revealReview(task, reviews[0]);
  for (const sheet of sheets) await task.reveal(sheet);
  await revealReview(task, reviews[1]);
  return world;
}

async function prediction({ protocol, taskId }: TaskLife) {
  const { registry, policies } = protocol.contracts;
  const record = await readTask(registry, taskId);
  return { record, predicted: predictSettlement(record, await readPolicy(policies, record.task.policy)) };
}

describe("reviews", () => {
  after(terminateProver);

  describe("committing", () => {
    it("locks the stake and announces the commit", async () => {
      const { protocol, task, reviews } = await load(published);
      const { registry, reviewerStake, reviews: desk } = protocol.contracts;
      const [{ reviewer, commitment }] = reviews;
      const nobody = protocol.ethers.ZeroAddress;
      const sent = commitReview(task, reviews[0]);
      await expect(sent)
        .to.emit(registry, "SheetCommitted")
        .withArgs(task.taskId, BigInt(reviewer.address), 0n, 1n, 0n, commitment, nobody, 0n, nobody);
      await expect(sent)
        .to.emit(reviewerStake, "ReviewerStakeLocked")
        .withArgs(reviewer.address, 500n * AGT);
      const { active, locked } = await reviewerStake.stakeOf(reviewer);
      expect([active, locked]).to.deep.equal([1_000n * AGT, 500n * AGT]);
      const { reviews: count, commits } = await registry.taskOf(task.taskId);
      expect([count, commits]).to.deep.equal([1n, 0n]);
      expect(await desk.isOpen(task.taskId, reviewer)).to.equal(true);
      expect(await desk.isOpen(task.taskId + 32n, reviewer)).to.equal(false);
    });

    it("is refused when the places are taken", async () => {
      const { protocol, task, reviews } = await load(published);
      for (const review of reviews.slice(0, 3)) await commitReview(task, review);
      await expect(commitReview(task, reviews[3]))
        .to.be.revertedWithCustomError(protocol.contracts.registry, "ReviewersFilled")
        .withArgs(task.taskId, 3n);
    });

    it("is refused twice, and keeps the first", async () => {
      const { protocol, task, reviews } = await load(published);
      await commitReview(task, reviews[0]);
      await expect(commitReview(task, reviews[0]))
        .to.be.revertedWithCustomError(protocol.contracts.reviews, "ReviewPlaceTaken")
        .withArgs(task.taskId, reviews[0].reviewer.address, task.taskId);
    });

    it("is refused when commits are over, for tasks that do not exist, and during a pause", async () => {
      const { protocol, task, reviews, reviewers } = await load(published);
      const { registry, reviews: desk, clock } = protocol.contracts;
      await expect(desk.connect(reviewers[0]).commit(99n, reviews[0].commitment))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(99n, PHASE.Commit, PHASE.None);
      await clock.connect(protocol.deployer).pause();
      await expect(commitReview(task, reviews[0])).to.be.revertedWithCustomError(registry, "ProtocolPaused");
      await clock.connect(protocol.deployer).unpause();
      await protocol.networkHelpers.time.increase(task.terms.commitDeadline);
      await expect(commitReview(task, reviews[0]))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Commit, PHASE.Settle);
    });

    it("is refused without enough free stake", async () => {
      const { protocol, task, reviewers, reviews } = await load(published);
      const { reviewerStake } = protocol.contracts;
      await reviewerStake.connect(reviewers[0]).requestUnstake(501n * AGT);
      await expect(commitReview(task, reviews[0]))
        .to.be.revertedWithCustomError(reviewerStake, "ReviewerStakeInsufficient")
        .withArgs(reviewers[0].address, 499n * AGT, 500n * AGT);
    });

    it("is recorded and taken by the contracts only", async () => {
      const { protocol, task, reviews } = await load(published);
      const { registry, reviews: desk } = protocol.contracts;
      const { outsider } = protocol;
      await expect(registry.connect(outsider).recordReview(task.taskId, outsider, reviews[0].commitment))
        .to.be.revertedWithCustomError(registry, "ReviewsUnauthorized")
        .withArgs(outsider.address);
      await expect(desk.connect(outsider).take(task.taskId, 1n, ZeroHash, ZeroHash, 12n, 6n, reviews[0].answers))
        .to.be.revertedWithCustomError(desk, "RegistryUnauthorized")
        .withArgs(outsider.address);
    });

    it("keeps the requester from cancelling", async () => {
      const { protocol, task, reviews } = await load(published);
      await commitReview(task, reviews[0]);
      const registry = protocol.contracts.registry.connect(protocol.requester);
      await expect(registry.cancel(task.taskId))
        .to.be.revertedWithCustomError(registry, "TaskHasCommits")
        .withArgs(task.taskId, 1n);
    });
  });

  describe("revealing", () => {
    it("announces the answers and counts them among reviewers", async () => {
      const { protocol, task, reviews } = await load(revealing);
      const { registry, reviews: desk } = protocol.contracts;
      const [{ reviewer, answers }] = reviews;
      await expect(revealReview(task, reviews[0]))
        .to.emit(registry, "SheetRevealed")
        .withArgs(task.taskId, BigInt(reviewer.address), 0n, 1n, 0n, reviewer.address, hexlify(answers));
      const { reveals, reviewReveals } = await registry.taskOf(task.taskId);
      expect([reveals, reviewReveals]).to.deep.equal([1n, 1n]);
      expect(await desk.isOpen(task.taskId, reviewer)).to.equal(false);
      await expect(revealReview(task, reviews[0]))
        .to.be.revertedWithCustomError(registry, "OpeningMismatch")
        .withArgs(task.taskId, BigInt(reviewer.address));
    });

    it("takes several at once, and skips those that fit no commit", async () => {
      const { protocol, task, reviews, sheets } = await load(revealing);
      const { registry } = protocol.contracts;
      const openings = [...reviews.slice(0, 3).map(({ opening }) => opening), task.opening(sheets[0])];
      await expect(registry.revealBatch(task.taskId, openings))
        .to.emit(registry, "RevealSkipped")
        .withArgs(task.taskId, BigInt(reviews[2].reviewer.address));
      expect((await registry.taskOf(task.taskId)).reveals).to.equal(3n);
    });

    for (const [what, change] of [
      ["other answers", { answers: new Uint8Array(12) }],
      ["another payout", { payout: "0x00000000000000000000000000000000000000aa" }],
      ["another level", { level: 10 }],
      ["a bond", { bond: AIA }],
      ["a contributor's role", { role: 0 }],
      ["no salt", { salt: ZeroHash }],
    ] as const) {
      it(`is refused with ${what}`, async () => {
        const { protocol, task, reviews } = await load(revealing);
        const { registry } = protocol.contracts;
        const opening = { ...reviews[0].opening, ...change };
        await expect(registry.reveal(task.taskId, opening))
          .to.be.revertedWithCustomError(registry, "OpeningMismatch")
          .withArgs(task.taskId, opening.nullifier);
      });
    }
  });

  describe("the whole life", () => {
    it("is settled as predicted, and the second referee agrees", async () => {
      const { protocol, task } = await load(revealed);
      const { registry, settlement, policies, reviews } = protocol.contracts;
      const { predicted } = await prediction(task);
      expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Settle);
      const sent = task.settle();
      await expect(sent)
        .to.emit(settlement, "TaskLabelled")
        .withArgs(task.taskId, hexlify(predicted.labels), hexlify(predicted.confidences));
      const { claims, treasury, refund, settlerFee } = predicted.distribution;
      await expect(sent)
        .to.emit(registry, "TaskClosed")
        .withArgs(task.taskId, protocol.outsider.address, [claims, treasury, refund, settlerFee]);
      const result = await readSettlement(settlement, await readTask(registry, task.taskId));
      expect(result.tree.root).to.equal(predicted.tree.root);
      expect(result.payouts).to.deep.equal(predicted.payouts);
      const contracts = { registry, settlement, policies, reviews };
      expect(await verifyTask({ ...contracts, taskId: task.taskId, fromBlock: 0 })).to.deep.equal([]);
    });

    it("pays reviewers from their part of the pool, and refunds their empty place", async () => {
      const { protocol, task } = await load(revealed);
      const { aia, settlement } = protocol.contracts;
      const { predicted, record } = await prediction(task);
      await task.settle();
      const leaves = await task.payouts();
      for (const index of leaves.keys()) await task.claim(index);
      const reviewers = record.sheets.flatMap(({ role }, index) => (role === 1 ? [index] : []));
      expect(reviewers).to.deep.equal([0, 4]);
      const paid = reviewers.reduce((sum, index) => sum + predicted.payouts[index], 0n);
      const place = (8n * AIA) / 3n;
      expect(paid > place && paid <= 2n * place).to.equal(true);
      for (const index of reviewers) {
        expect(await aia.balanceOf(leaves[index].leaf.payout)).to.equal(predicted.payouts[index]);
        expect(leaves[index].leaf.experience).to.equal(0n);
      }
      // One of four contributors' places and one of three reviewers' were never taken.
      const fee = (5n * 40n * AIA) / 100n / 4n;
      expect(predicted.distribution.refund).to.equal(8n * AIA + place + fee);
      expect(await aia.balanceOf(settlement)).to.equal(0n);
      await resolveReviews(task);
    });

    it("is settled without contributors, too, and pays reviewers flat", async () => {
      const { protocol, task, reviews } = await load(published);
      const { registry, settlement } = protocol.contracts;
      for (const review of reviews.slice(0, 2)) await commitReview(task, review);
      await task.toReveal();
      for (const review of reviews.slice(0, 2)) await revealReview(task, review);
      const { predicted } = await prediction(task);
      expect(predicted.confirmed).to.equal(false);
      await task.settle();
      const result = await readSettlement(settlement, await readTask(registry, task.taskId));
      expect(result.payouts).to.deep.equal(predicted.payouts);
      expect(result.payouts).to.deep.equal([(8n * AIA) / 3n, (8n * AIA) / 3n]);
    });

    it("forfeits nothing of a reviewer's to the task when a review stays hidden", async () => {
      const { protocol, task, sheets, reviews } = await load(revealing);
      const { registry } = protocol.contracts;
      for (const sheet of sheets) await task.reveal(sheet);
      await revealReview(task, reviews[0]);
      expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Reveal);
      await task.toSettle();
      const { predicted } = await prediction(task);
      await expect(task.settle())
        .to.emit(registry, "TaskClosed")
        .withArgs(task.taskId, protocol.outsider.address, Object.values(predicted.distribution));
    });
  });
});
