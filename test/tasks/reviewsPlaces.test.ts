/**
 * places of reviews
 * ├─ a reviewer has one for each of 32 tasks in a row, and none for the next
 * ├─ a place that is taken is refused, with the task that it is taken by
 * └─ a place is used again when its review was revealed or forfeited
 */
import { expect } from "chai";

import { enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { publishTask } from "../support/publishTask.ts";
import { commitReview, revealReview, reviewOf, stakeReviewers } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import type { TaskLife } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());
const ITEMS = 12;
const TRUTH = Uint8Array.from({ length: ITEMS }, (_, item) => 1 + (item % 3));
/** Every item, so that reviewers have all of them in common. */
const ALL = { reviewerPlaces: 4, reviewerItems: ITEMS, reviewerBps: 2_000, reviewerTolerance: 0 };

async function staked(from: Load) {
  const { protocol } = await from(enrolled);
  const reviewers = protocol.contributors.slice(10, 14);
  await stakeReviewers(protocol, reviewers);
  return { protocol, reviewers };
}

describe("places of reviews", () => {
  it("frees the place of a review for the task that needs it next", async () => {
    const { protocol, reviewers } = await load(staked);
    const task = await publishTask(protocol, {}, ALL);
    await commitReview(task, reviewOf(task, reviewers[0], TRUTH));
    let later = task;
    for (let n = 0; n < 32; n++) later = await publishTask(protocol, { pool: 1_000n, bond: 100n }, ALL);
    const { reviews } = protocol.contracts;
    const next = reviewOf(later, reviewers[0], TRUTH);
    await expect(commitReview(later, next))
      .to.be.revertedWithCustomError(reviews, "ReviewPlaceTaken")
      .withArgs(later.taskId, reviewers[0].address, task.taskId);
    expect(await reviews.isOpen(later.taskId, reviewers[0])).to.equal(false);
  });

  it("leaves every reviewer a place of its own for each of 32 tasks in a row, and none for the next", async () => {
    const { protocol, reviewers } = await load(staked);
    const { reviews } = protocol.contracts;
    const busy = reviewers.slice(0, 4);
    await stakeReviewers(protocol, busy, 33n);
    const tasks: TaskLife[] = [];
    for (let n = 0; n < 33; n++) tasks.push(await publishTask(protocol, { pool: 1_000n, bond: 100n }, ALL));
    const last = tasks.pop()!;
    for (const reviewer of busy) {
      for (const task of tasks) await commitReview(task, reviewOf(task, reviewer, TRUTH));
      for (const { taskId } of tasks) expect(await reviews.isOpen(taskId, reviewer)).to.equal(true);
      await expect(commitReview(last, reviewOf(last, reviewer, TRUTH)))
        .to.be.revertedWithCustomError(reviews, "ReviewPlaceTaken")
        .withArgs(last.taskId, reviewer.address, tasks[0].taskId);
    }
    // The place of task 32 is that of number 0, which no task has.
    expect(tasks[31].taskId).to.equal(32n);
    await tasks[31].toSettle();
    await reviews.forfeit(32n, busy[0]);
    for (const taskId of [0n, 32n]) expect(await reviews.isOpen(taskId, busy[0])).to.equal(false);
  });

  it("uses a place again that was revealed, or forfeited", async () => {
    const { protocol, reviewers } = await load(staked);
    const { reviews } = protocol.contracts;
    const task = await publishTask(protocol, {}, ALL);
    const first = reviewers.slice(0, 2).map((reviewer) => reviewOf(task, reviewer, TRUTH));
    for (const review of first) await commitReview(task, review);
    await task.toReveal();
    await revealReview(task, first[0]);
    await task.toSettle();
    await reviews.forfeit(task.taskId, reviewers[1]);
    const commitDeadline = task.terms.commitDeadline + 86_400n;
    let later = task;
    for (let n = 0; n < 32; n++) later = await publishTask(protocol, { pool: 1_000n, bond: 100n, commitDeadline }, ALL);
    expect(later.taskId).to.equal(task.taskId + 32n);
    for (const reviewer of reviewers.slice(0, 2)) {
      await commitReview(later, reviewOf(later, reviewer, TRUTH));
      expect(await reviews.isOpen(later.taskId, reviewer)).to.equal(true);
      expect(await reviews.isOpen(task.taskId, reviewer)).to.equal(false);
    }
    await later.toReveal();
    await revealReview(later, reviewOf(later, reviewers[0], TRUTH));
  });
});
