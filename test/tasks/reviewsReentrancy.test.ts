/**
 * reward tokens that call back, in a task with reviewers
 * ├─ while settling, a callback can resolve the reviews, and neither it nor anybody can do it again
 * ├─ while settling, no callback forfeits a review that was revealed, or commits one
 * ├─ while a reviewer is paid, no callback pays it again
 * └─ while fees are forwarded, no callback sends them anywhere else
 */
import { expect } from "chai";
import { concat, type Contract, MaxUint256 } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
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
import { NOTHING } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const TOKEN = 10n ** 18n;
const AGT = 10n ** 18n;

/** A task paid in a hostile token that two reviewers, and nobody else, answered. */
async function payable(from: Load) {
  const { protocol } = await from(enrolled);
  const { aia, policies, registry } = protocol.contracts;
  const trick = (await chain.ethers.deployContract("TrickToken")) as unknown as Contract;
  const token = String(trick.target);
  const [, policy] = await policies.current(aia);
  await policies.setPolicy(token, plain(policy));
  await trick.getFunction("transfer")(protocol.requester, 1_000n * TOKEN);
  await (trick.connect(protocol.requester) as Contract).getFunction("approve")(registry, MaxUint256);
  const reviewers = protocol.contributors.slice(10, 12);
  await stakeReviewers(protocol, reviewers);
  const task = await publishTask(protocol, { token }, REVIEWERS);
  const reviews = reviewers.map((reviewer) => reviewOf(task, reviewer, partOf(task, reviewer, ANSWERS[0])));
  for (const review of reviews) await commitReview(task, review);
  await task.toReveal();
  for (const review of reviews) await revealReview(task, review);
  return { protocol, task, reviewers, reviews, trick, token };
}

/** What the callback reverted with; it was made once. */
async function thrownBy(trick: Contract): Promise<string> {
  expect(await trick.getFunction("callbacks")()).to.equal(1n);
  return trick.getFunction("thrown")();
}

describe("reward tokens that call back, in a task with reviewers", () => {
  after(terminateProver);

  it("can resolve the reviews while settling, and nobody can do it again", async () => {
    const { protocol, task, reviewers, trick } = await load(payable);
    const { reviews, reviewerStake } = protocol.contracts;
    const { rows, sheets } = await task.revealed();
    const values = [task.taskId, task.spec, concat(rows), concat(sheets), NOTHING] as const;
    await trick.getFunction("setHook")(reviews, reviews.interface.encodeFunctionData("resolve", [...values]));
    await task.settle();
    expect(await thrownBy(trick)).to.equal("0x");
    await expect(resolveReviews(task)).to.be.revertedWithCustomError(reviews, "ReviewsResolved").withArgs(task.taskId);
    for (const reviewer of reviewers) {
      const { active, locked } = await reviewerStake.stakeOf(reviewer);
      expect([active, locked]).to.deep.equal([1_000n * AGT, 0n]);
    }
  });

  it("can neither forfeit a revealed review nor commit one while settling", async () => {
    const { protocol } = await load(payable);
    const { reviews, registry } = protocol.contracts;
    const calls = (taskId: bigint, reviewer: string, trick: string) => [
      {
        data: reviews.interface.encodeFunctionData("forfeit", [taskId, reviewer]),
        error: reviews.interface.encodeErrorResult("ReviewMissing", [taskId, reviewer]),
      },
      {
        data: reviews.interface.encodeFunctionData("commit", [taskId, `0x${"11".repeat(32)}`]),
        error: registry.interface.encodeErrorResult("TaskNotInPhase", [taskId, 1, 5]),
        trick,
      },
    ];
    for (const index of [0, 1]) {
      const { task, trick, reviewers } = await load(payable);
      const { data, error } = calls(task.taskId, reviewers[0].address, String(trick.target))[index];
      await trick.getFunction("setHook")(reviews, data);
      await task.settle();
      expect(await thrownBy(trick)).to.equal(error);
    }
  });

  it("cannot have a reviewer paid twice", async () => {
    const { protocol, task, trick, token } = await load(payable);
    const { settlement } = protocol.contracts;
    await task.settle();
    const [{ leaf, proof }] = await task.payouts();
    expect(BigInt(leaf.amount)).to.be.greaterThan(0n);
    const again = settlement.interface.encodeFunctionData("claim", [token, leaf, proof]);
    await trick.getFunction("setHook")(settlement, again);
    await task.claim(0);
    expect(await thrownBy(trick)).to.equal(settlement.interface.encodeErrorResult("AlreadyClaimed", [task.taskId, 0n]));
    expect(await trick.getFunction("balanceOf")(leaf.payout)).to.equal(leaf.amount);
  });

  it("cannot send forwarded fees anywhere but to the treasury", async () => {
    const { protocol, trick, token } = await load(payable);
    const { feeSplitter, timelock } = protocol.contracts;
    await trick.getFunction("transfer")(feeSplitter, 9n * TOKEN);
    const again = feeSplitter.interface.encodeFunctionData("forward", [token]);
    await trick.getFunction("setHook")(feeSplitter, again);
    // The callback takes everything, to the treasury; the call around it then has nothing left to send, and undoes it.
    await expect(feeSplitter.forward(token))
      .to.be.revertedWithCustomError(trick, "ERC20InsufficientBalance")
      .withArgs(feeSplitter, 0n, 9n * TOKEN);
    await trick.getFunction("setTrick")(0);
    await feeSplitter.forward(token);
    expect(await trick.getFunction("balanceOf")(timelock)).to.equal(9n * TOKEN);
  });
});
