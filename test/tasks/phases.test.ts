/**
 * Phases
 * ├─ each phase begins in the second that ends the one before
 * ├─ reveals end early once every contributor's and every reviewer's commit is revealed
 * └─ gold is opened in the first and in the last second of its window
 */
import { expect } from "chai";
import { id } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { ANSWERS, committed, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { publishTask } from "../support/publishTask.ts";
import { commitReview, partOf, revealReview, reviewOf, REVIEWERS, stakeReviewers } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import { sealRow } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const { time } = chain.networkHelpers;
const SALT = id("salt");
const GOLD = Uint8Array.from([1, ...new Array<number>(11).fill(0)]);

/** A task that promises gold, to which one contributor and one reviewer committed. */
async function reviewed(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const [reviewer] = protocol.contributors.slice(10);
  await stakeReviewers(protocol, [reviewer]);
  const task = await publishTask(protocol, {}, { ...REVIEWERS, goldHash: sealRow(GOLD, SALT) });
  const sheet = task.sheet(enrolment[0], { answers: ANSWERS[0] });
  await task.commit(sheet);
  const review = reviewOf(task, reviewer, partOf(task, reviewer, ANSWERS[0]));
  await commitReview(task, review);
  return { protocol, task, sheet, review, registry: protocol.contracts.registry };
}

describe("Phases", () => {
  after(terminateProver);

  it("begin in the second that ends the one before", async () => {
    const { task } = await load(committed);
    const { registry } = task.protocol.contracts;
    const { commitDeadline, revealStart, revealDuration } = await registry.taskOf(task.taskId);
    expect(revealStart - commitDeadline).to.equal(60n);
    for (const [begin, before, after] of [
      [commitDeadline, PHASE.Commit, PHASE.Open],
      [revealStart, PHASE.Open, PHASE.Reveal],
      [revealStart + revealDuration, PHASE.Reveal, PHASE.Settle],
    ] as const) {
      await time.increaseTo(begin - 1n);
      expect(await registry.phaseOf(task.taskId)).to.equal(before);
      await time.increaseTo(begin);
      expect(await registry.phaseOf(task.taskId)).to.equal(after);
    }
  });

  for (const first of ["contributor", "reviewer"] as const) {
    it(`let reveals end early with the last one, when the ${first} reveals first`, async () => {
      const { task, sheet, review, registry } = await load(reviewed);
      await task.toReveal();
      const reveals = [() => task.reveal(sheet), () => revealReview(task, review)];
      if (first === "reviewer") reveals.reverse();
      await reveals[0]();
      expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Reveal);
      await reveals[1]();
      expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Settle);
    });
  }

  it("let gold be opened from the second of the deadline to the last one before reveals", async () => {
    const { commitDeadline } = (await load(reviewed)).task.terms;
    for (const [second, expected] of [
      [commitDeadline - 1n, PHASE.Commit],
      [commitDeadline, PHASE.Open],
      [commitDeadline + 59n, PHASE.Open],
      [commitDeadline + 60n, PHASE.Reveal],
    ] as const) {
      const { protocol, task, registry } = await load(reviewed);
      await time.setNextBlockTimestamp(second);
      const opened = registry.connect(protocol.requester).openGold(task.taskId, task.spec, GOLD, SALT);
      if (expected === PHASE.Open) await expect(opened).to.emit(registry, "GoldOpened");
      else {
        await expect(opened)
          .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
          .withArgs(task.taskId, PHASE.Open, expected);
      }
    }
  });
});
