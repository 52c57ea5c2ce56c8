/**
 * what reviewers could try
 * ├─ staking when the task is there already, or only when reveals begin
 * ├─ asking the stake back before it is slashed
 * ├─ backing two reviews with one stake
 * ├─ reviewing a task of one's own
 * ├─ having reviewers alone answer, to save the fee
 * ├─ choosing the items, searching an address for them, or answering others
 * ├─ committing under a nullifier that is announced as another
 * ├─ changing by the order of calls what a reviewer loses
 * └─ revealing after a forfeit
 */
import { expect } from "chai";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import {
  commitReview,
  partOf,
  resolveReviews,
  revealReview,
  reviewOf,
  REVIEWERS,
  stakeReviewers,
  subsetOf,
} from "../support/reviews.ts";
import { PHASE } from "../support/phase.ts";
import { startChain } from "../support/startChain.ts";
import { TaskLife } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());
const AGT = 10n ** 18n;
const WEEK = 7 * 86_400;

async function staked(from: Load) {
  const { protocol } = await from(enrolled);
  const reviewers = protocol.contributors.slice(10, 14);
  await stakeReviewers(protocol, reviewers, 1n);
  const task = await publishTask(protocol, {}, REVIEWERS);
  const reviews = reviewers.map((reviewer) => reviewOf(task, reviewer, partOf(task, reviewer, ANSWERS[0])));
  return { protocol, task, reviewers, reviews };
}

describe("what reviewers could try", () => {
  after(terminateProver);

  it("is no use to stake when the task is there already", async () => {
    const { protocol, task } = await load(staked);
    const { reviewerStake, registry } = protocol.contracts;
    const late = protocol.contributors[20];
    await stakeReviewers(protocol, [late]);
    const { since } = await reviewerStake.stakeOf(late);
    const { publishedAt } = await registry.taskOf(task.taskId);
    await expect(commitReview(task, reviewOf(task, late, ANSWERS[0])))
      .to.be.revertedWithCustomError(reviewerStake, "ReviewerStakeTooYoung")
      .withArgs(late.address, since, publishedAt);
  });

  it("is no use to stake in the block of the publication", async () => {
    const { protocol, reviewers } = await load(staked);
    const { reviewerStake, registry, agt } = protocol.contracts;
    await agt.connect(protocol.deployer).transfer(reviewers[0], AGT);
    await protocol.ethers.provider.send("evm_setAutomine", [false]);
    const gas = { gasLimit: 1_000_000n };
    const terms = [usualTerms(protocol), usualSpec(REVIEWERS)] as const;
    await reviewerStake.connect(reviewers[0]).stake(AGT, gas);
    await registry.connect(protocol.requester).publish(...terms, gas);
    await protocol.networkHelpers.mine();
    await protocol.ethers.provider.send("evm_setAutomine", [true]);
    const task = new TaskLife(protocol, 2n, ...terms);
    const { since } = await reviewerStake.stakeOf(reviewers[0]);
    expect((await registry.taskOf(2n)).publishedAt).to.equal(since);
    await expect(commitReview(task, reviewOf(task, reviewers[0], ANSWERS[0])))
      .to.be.revertedWithCustomError(reviewerStake, "ReviewerStakeTooYoung")
      .withArgs(reviewers[0].address, since, since);
  });

  it("is no use to stake when reveals begin", async () => {
    const { protocol, task } = await load(staked);
    const { registry } = protocol.contracts;
    const late = protocol.contributors[20];
    await task.toReveal();
    await stakeReviewers(protocol, [late]);
    await expect(commitReview(task, reviewOf(task, late, ANSWERS[0])))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Commit, PHASE.Settle);
  });

  it("is no use to ask the stake back before it is slashed", async () => {
    const { protocol, task, reviews, reviewers } = await load(staked);
    const { reviewerStake, reviews: desk, agt } = protocol.contracts;
    const own = reviewerStake.connect(reviewers[0]);
    await commitReview(task, reviews[0]);
    await own.requestUnstake(500n * AGT);
    await protocol.networkHelpers.time.increase(2 * WEEK);
    await expect(own.withdraw(1n))
      .to.be.revertedWithCustomError(reviewerStake, "ReviewerStakeInsufficient")
      .withArgs(reviewers[0].address, 0n, 1n);
    await desk.forfeit(task.taskId, reviewers[0]);
    expect(await agt.balanceOf(await reviewerStake.vaultOf(reviewers[0]))).to.equal(0n);
    await expect(own.withdraw(1n))
      .to.be.revertedWithCustomError(reviewerStake, "ReviewerStakeInsufficient")
      .withArgs(reviewers[0].address, 0n, 1n);
  });

  it("is no use to back two reviews with one stake, or a review with stake that leaves", async () => {
    const { protocol, task, reviews, reviewers } = await load(staked);
    const { reviewerStake } = protocol.contracts;
    const second = await publishTask(protocol, {}, REVIEWERS);
    await commitReview(task, reviews[0]);
    await expect(commitReview(second, reviewOf(second, reviewers[0], ANSWERS[0])))
      .to.be.revertedWithCustomError(reviewerStake, "ReviewerStakeInsufficient")
      .withArgs(reviewers[0].address, 0n, 500n * AGT);
    await reviewerStake.connect(reviewers[1]).requestUnstake(1n);
    await expect(commitReview(task, reviews[1]))
      .to.be.revertedWithCustomError(reviewerStake, "ReviewerStakeInsufficient")
      .withArgs(reviewers[1].address, 500n * AGT - 1n, 500n * AGT);
  });

  it("is no use to review a task of one's own", async () => {
    const { protocol } = await load(staked);
    const { registry } = protocol.contracts;
    await stakeReviewers(protocol, [protocol.requester]);
    const task = await publishTask(protocol, {}, REVIEWERS);
    await expect(commitReview(task, reviewOf(task, protocol.requester, ANSWERS[0])))
      .to.be.revertedWithCustomError(registry, "ReviewerIsRequester")
      .withArgs(task.taskId, protocol.requester.address);
  });

  it("is no use to answer other items than one's own", async () => {
    const { protocol, task, reviewers } = await load(staked);
    const { reviews: desk, registry } = protocol.contracts;
    const part = new Set(subsetOf(task, reviewers[0]));
    expect(part.size).to.equal(6);
    const foreign = [...Array(12).keys()].find((item) => !part.has(item))!;
    const answers = partOf(task, reviewers[0], ANSWERS[0]);
    answers[foreign] = 1;
    const review = reviewOf(task, reviewers[0], answers);
    await commitReview(task, review);
    await task.toReveal();
    for (const call of [() => revealReview(task, review), () => registry.revealBatch(task.taskId, [review.opening])]) {
      await expect(call())
        .to.be.revertedWithCustomError(desk, "AnswerOutsideSubset")
        .withArgs(task.taskId, reviewers[0].address);
    }
    await task.toSettle();
    await desk.forfeit(task.taskId, reviewers[0]);
  });

  it("is no use to search an address for its items: those of the next task's number depend on its spec", async () => {
    const { protocol, reviewers } = await load(staked);
    const [reviewer] = reviewers;
    const commitDeadline = usualTerms(protocol).commitDeadline + 7_200n;
    const other = { ...REVIEWERS, cid: "bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku" };
    const next = (spec: Parameters<typeof usualSpec>[0]) => publishTask(protocol, { items: 97n, commitDeadline }, spec);
    const answers = new Uint8Array(97).fill(1);
    const foreseen = await next(REVIEWERS);
    const review = reviewOf(foreseen, reviewer, partOf(foreseen, reviewer, answers));
    await commitReview(foreseen, review);
    await foreseen.toReveal();
    await expect(revealReview(foreseen, review)).to.emit(protocol.contracts.registry, "SheetRevealed");

    await load(staked);
    const task = await next(other);
    expect(task.taskId).to.equal(foreseen.taskId);
    expect(subsetOf(task, reviewer)).not.to.deep.equal(subsetOf(foreseen, reviewer));
    await commitReview(task, review);
    await task.toReveal();
    await expect(revealReview(task, review))
      .to.be.revertedWithCustomError(protocol.contracts.reviews, "AnswerOutsideSubset")
      .withArgs(task.taskId, reviewer.address);
  });

  it("gives each reviewer and each task other items", async () => {
    const { protocol, reviewers } = await load(staked);
    const terms = { items: 97n };
    const tasks = [await publishTask(protocol, terms, REVIEWERS), await publishTask(protocol, terms, REVIEWERS)];
    const subsets = tasks.flatMap((each) => reviewers.map((reviewer) => subsetOf(each, reviewer).join()));
    expect(new Set(subsets).size).to.equal(subsets.length);
  });

  it("is no way around the fee to let reviewers alone answer", async () => {
    const { protocol, reviewers } = await load(staked);
    const { registry, policies, aia } = protocol.contracts;
    const task = await publishTask(protocol, {}, { ...REVIEWERS, reviewerBps: 5_000 });
    const reviews = reviewers
      .slice(0, 2)
      .map((reviewer) => reviewOf(task, reviewer, partOf(task, reviewer, ANSWERS[0])));
    for (const review of reviews) await commitReview(task, review);
    await task.toReveal();
    for (const review of reviews) await revealReview(task, review);
    await task.settle();
    const [closed] = await registry.queryFilter(registry.filters.TaskClosed(task.taskId));
    const { claims, treasury, refund, settlerFee } = closed.args.distribution;
    const [, { feeBps, settlerFeeBps }] = await policies.current(aia);
    const { pool } = task.terms;
    const fee = (pool * feeBps) / 10_000n;
    // Half of the fee belongs to reviewers' places, of which one of three stays empty; all contributors' places do.
    const unearned = fee / 2n + fee / 2n / 3n;
    expect(refund).to.equal(pool / 2n + pool / 2n / 3n + unearned);
    expect(settlerFee).to.equal(((fee - unearned) * settlerFeeBps) / 10_000n);
    expect(settlerFee).to.be.greaterThan(0n);
    expect(claims + treasury + refund + settlerFee).to.equal(pool + fee);
  });

  it("is no use to commit under a nullifier that only ends with one's address", async () => {
    const { protocol, task, reviewers } = await load(staked);
    const answers = partOf(task, reviewers[0], ANSWERS[0]);
    const nullifier = (1n << 160n) | BigInt(reviewers[0].address);
    const review = reviewOf(task, reviewers[0], answers, { nullifier });
    await commitReview(task, review);
    await task.toReveal();
    await expect(revealReview(task, review))
      .to.be.revertedWithCustomError(protocol.contracts.registry, "OpeningMismatch")
      .withArgs(task.taskId, nullifier);
  });

  it("is no use to take another's commitment", async () => {
    const { protocol, task, reviewers, reviews } = await load(staked);
    const copied = { ...reviews[0], reviewer: reviewers[1] };
    await commitReview(task, copied);
    await task.toReveal();
    for (const nullifier of [BigInt(reviewers[0].address), BigInt(reviewers[1].address)]) {
      await expect(protocol.contracts.registry.reveal(task.taskId, { ...reviews[0].opening, nullifier }))
        .to.be.revertedWithCustomError(protocol.contracts.registry, "OpeningMismatch")
        .withArgs(task.taskId, nullifier);
    }
  });

  it("UMA C01: in whatever order anybody calls, a reviewer loses the same", async () => {
    const { protocol, reviewers } = await load(staked);
    const { reviewerStake, reviews: desk, agt, policies, aia } = protocol.contracts;
    const [careless] = reviewers;
    await stakeReviewers(protocol, [careless], 1n);
    const spec = { ...REVIEWERS, reviewerItems: 12 };
    const [answered, hidden] = [await publishTask(protocol, {}, spec), await publishTask(protocol, {}, spec)];
    const others = ANSWERS[0].map((label, item) => (item < 8 ? 1 + (label % 3) : label));
    const reviews = reviewers
      .slice(0, 3)
      .map((reviewer, r) => reviewOf(answered, reviewer, partOf(answered, reviewer, r === 0 ? others : ANSWERS[0])));
    for (const review of reviews) await commitReview(answered, review);
    await commitReview(hidden, reviewOf(hidden, careless, partOf(hidden, careless, ANSWERS[0])));
    // Both slashes need stake that is leaving.
    await reviewerStake.connect(careless).requestUnstake(900n * AGT);
    await answered.toReveal();
    for (const review of reviews) await revealReview(answered, review);
    await answered.toSettle();
    await answered.settle();

    const [, { treasury }] = await policies.current(aia);
    const resolve = () => resolveReviews(answered);
    const forfeit = () => desk.forfeit(hidden.taskId, careless);
    const before = await protocol.networkHelpers.takeSnapshot();
    const ends: unknown[] = [];
    for (const calls of [
      [resolve, forfeit],
      [forfeit, resolve],
    ]) {
      for (const call of calls) await call();
      ends.push([...(await reviewerStake.stakeOf(careless)), await agt.balanceOf(treasury)]);
      await before.restore();
    }
    expect(ends[1]).to.deep.equal(ends[0]);
    const [active, leaving, locked] = ends[0] as bigint[];
    // Eight of twelve answers are wrong, of which three are free: five twelfths of one review, and all of the other.
    expect([active, leaving, locked]).to.deep.equal([0n, 500n * AGT - (500n * AGT * 5n) / 12n, 0n]);
  });

  it("is too late to reveal after a forfeit, and the task is settled all the same", async () => {
    const { protocol, task, reviews, reviewers } = await load(staked);
    const { registry, reviews: desk } = protocol.contracts;
    for (const review of reviews.slice(0, 2)) await commitReview(task, review);
    await task.toReveal();
    await revealReview(task, reviews[0]);
    await task.toSettle();
    await desk.forfeit(task.taskId, reviewers[1]);
    await expect(revealReview(task, reviews[1]))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Reveal, PHASE.Settle);
    await task.settle();
    await resolveReviews(task);
  });
});
