/**
 * resolving reviews
 * ├─ is possible for settled tasks, once, with the rows that were revealed
 * ├─ given reviewers who agree, it frees their stake
 * ├─ given gold, each wrong answer beyond a quarter costs its share
 * ├─ given two others who agree, it costs the same; a quarter, rounded up, is free
 * ├─ given one other who disagrees, or two who disagree with each other, it costs nothing
 * ├─ given numbers, those within the tolerance agree
 * ├─ a review that was not revealed loses the whole stake, once
 * ├─ goes on during a pause
 * └─ what is slashed goes to the treasury, and the fee splitter passes it on
 */
import { expect } from "chai";
import { hexlify, id, toBeHex } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { predictReviews } from "../../scripts/protocol/predictReviews.ts";
import { readTask } from "../../scripts/protocol/readTask.ts";
import { specHashOf } from "../../scripts/protocol/specHashOf.ts";
import type { TaskSpec } from "../../scripts/protocol/TaskSpec.ts";
import { rollingHash } from "../../scripts/verify/rollingHash.ts";
import type { TaskSpecStruct } from "../../typechain-types/contracts/tasks/TaskRegistry.js";
import type { Protocol } from "../support/deployProtocol.ts";
import { enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { plain } from "../support/plain.ts";
import { publishTask } from "../support/publishTask.ts";
import {
  commitReview,
  partOf,
  resolveReviews,
  revealReview,
  reviewOf,
  stakeReviewers,
  subsetOf,
} from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import { sealRow, type TaskLife, type Terms } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const AGT = 10n ** 18n;
const TREASURY = toBeHex(0x7ea5, 20);
const SALT = id("salt");
const ITEMS = 12;
const TRUTH = Uint8Array.from({ length: ITEMS }, (_, item) => 1 + (item % 3));
/** Every item, so that reviewers have all of them in common. */
const ALL = { reviewerPlaces: 4, reviewerItems: ITEMS, reviewerBps: 2_000, reviewerTolerance: 0 };

/** Reviewers with stake, and a policy whose treasury does nothing else. */
async function staked(from: Load) {
  const { protocol } = await from(enrolled);
  const { policies, aia } = protocol.contracts;
  await policies.setPolicy(aia, { ...plain(await policies.policyAt(1n)), treasury: TREASURY });
  const reviewers = protocol.contributors.slice(10, 22);
  await stakeReviewers(protocol, reviewers);
  return { protocol, reviewers };
}

interface Setting {
  readonly terms?: Partial<Terms>;
  readonly spec?: Partial<TaskSpecStruct>;
  readonly gold?: Uint8Array;
  /** Reviews that stay hidden, by place. */
  readonly hidden?: readonly number[];
}

/** A settled task whose reviewers gave these rows. */
async function settledWith(rows: readonly Uint8Array[], { terms = {}, spec = {}, gold, hidden = [] }: Setting = {}) {
  const { protocol, reviewers } = await load(staked);
  const goldHash = gold && sealRow(gold, SALT);
  const task = await publishTask(protocol, terms, { ...ALL, ...spec, ...(goldHash && { goldHash }) });
  const reviews = rows.map((row, index) => reviewOf(task, reviewers[index], partOf(task, reviewers[index], row)));
  for (const review of reviews) await commitReview(task, review);
  if (gold) {
    await task.toOpen();
    await protocol.contracts.registry.connect(protocol.requester).openGold(task.taskId, task.spec, gold, SALT);
  }
  await task.toReveal();
  for (const [index, review] of reviews.entries()) if (!hidden.includes(index)) await revealReview(task, review);
  if (hidden.length > 0) await task.toSettle();
  const opened = gold ? { gold: { row: hexlify(gold), salt: SALT } } : {};
  await task.settle(opened);
  return { protocol, task, reviewers, reviews, opened };
}

/** `count` answers of a row turned into others. */
function spoilt(row: Uint8Array, count: number): Uint8Array {
  return row.map((answer, item) => (item < count ? 1 + (answer % 3) : answer));
}

async function outcomes(task: TaskLife, opened: { gold?: { row: string; salt: string } }) {
  const { registry, reviews, agt } = task.protocol.contracts;
  const predicted = predictReviews(await readTask(registry, task.taskId));
  const before = await agt.balanceOf(TREASURY);
  await resolveReviews(task, opened);
  const events = await reviews.queryFilter(reviews.filters.ReviewResolved(task.taskId));
  const announced = events.map(({ args }) => ({
    reviewer: args.reviewer.toLowerCase(),
    checked: Number(args.checked),
    wrong: Number(args.wrong),
    slashed: args.slashed,
  }));
  expect(announced).to.deep.equal(predicted);
  const sum = predicted.reduce((total, { slashed }) => total + slashed, 0n);
  expect((await agt.balanceOf(TREASURY)) - before).to.equal(sum);
  return predicted.map(({ checked, wrong, slashed }) => [checked, wrong, slashed]);
}

async function stakesOf({ contracts }: Protocol, reviewer: { address: string }) {
  const { active, leaving, locked } = await contracts.reviewerStake.stakeOf(reviewer.address);
  return { active, leaving, locked };
}

describe("resolving reviews", () => {
  after(terminateProver);

  it("frees the stake of reviewers who agree", async () => {
    const { protocol, task, reviewers } = await settledWith([TRUTH, TRUTH, TRUTH]);
    expect((await stakesOf(protocol, reviewers[0])).locked).to.equal(500n * AGT);
    expect(await outcomes(task, {})).to.deep.equal([
      [12, 0, 0n],
      [12, 0, 0n],
      [12, 0, 0n],
    ]);
    expect(await stakesOf(protocol, reviewers[0])).to.deep.equal({ active: 1_000n * AGT, leaving: 0n, locked: 0n });
    expect(await protocol.contracts.reviews.isResolved(task.taskId)).to.equal(true);
  });

  it("is possible once, for settled tasks, with the rows that were revealed", async () => {
    const { protocol, task } = await settledWith([TRUTH, TRUTH]);
    const { reviews, settlement, registry } = protocol.contracts;
    const spec = { ...task.spec, reviewerBps: 1_999 };
    await expect(resolveReviews(task, { spec }))
      .to.be.revertedWithCustomError(registry, "SpecMismatch")
      .withArgs(specHashOf(task.spec as TaskSpec), specHashOf(spec as TaskSpec));
    const { rows, sheets } = await task.revealed();
    const nothing = { row: "0x", salt: SALT };
    await expect(reviews.resolve(task.taskId, task.spec, rows[0], sheets[0], nothing))
      .to.be.revertedWithCustomError(settlement, "RowCountMismatch")
      .withArgs(task.taskId, 2n, 1n);
    const swapped = [rows[1] + rows[0].slice(2), sheets[1] + sheets[0].slice(2)] as const;
    const { task: stored, sheets: revealed } = await readTask(registry, task.taskId);
    await expect(reviews.resolve(task.taskId, task.spec, ...swapped, nothing))
      .to.be.revertedWithCustomError(settlement, "RevealHashMismatch")
      .withArgs(task.taskId, stored.revealHash, rollingHash(revealed.toReversed()));
    await resolveReviews(task);
    await expect(resolveReviews(task)).to.be.revertedWithCustomError(reviews, "ReviewsResolved").withArgs(task.taskId);

    const next = await publishTask(protocol, { commitDeadline: task.terms.commitDeadline + 86_400n }, ALL);
    await expect(resolveReviews(next))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(next.taskId, PHASE.Settled, PHASE.Commit);
  });

  it("slashes what gold contradicts beyond a quarter", async () => {
    const gold = TRUTH.map((label, item) => (item < 2 ? label : 0));
    const { protocol, task, reviewers, opened } = await settledWith([spoilt(TRUTH, 2), spoilt(TRUTH, 1)], { gold });
    expect(await outcomes(task, opened)).to.deep.equal([
      [2, 2, 250n * AGT],
      [2, 1, 0n],
    ]);
    expect(await stakesOf(protocol, reviewers[0])).to.deep.equal({ active: 750n * AGT, leaving: 0n, locked: 0n });
    const { registry, settlement } = protocol.contracts;
    expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Settled);
    expect(await settlement.isClaimed(task.taskId, 0n)).to.equal(false);
  });

  it("refuses gold that was not published", async () => {
    const gold = TRUTH.map((label, item) => (item < 2 ? label : 0));
    const { protocol, task } = await settledWith([TRUTH], { gold });
    const other = { row: hexlify(spoilt(gold, 1)), salt: SALT };
    await expect(resolveReviews(task, { gold: other }))
      .to.be.revertedWithCustomError(protocol.contracts.registry, "HashMismatch")
      .withArgs(sealRow(gold, SALT), sealRow(spoilt(gold, 1), SALT));
  });

  it("slashes what two others who agree contradict", async () => {
    const { task } = await settledWith([TRUTH, TRUTH, spoilt(TRUTH, 5)]);
    expect(await outcomes(task, {})).to.deep.equal([
      [7, 0, 0n],
      [7, 0, 0n],
      [12, 5, (500n * AGT * 2n) / 12n],
    ]);
  });

  for (const [items, free] of [
    [1, 1],
    [4, 1],
    [5, 2],
    [8, 2],
    [9, 3],
  ]) {
    it(`lets ${free} of ${items} checked answers be wrong`, async () => {
      const row = TRUTH.slice(0, items);
      const { task } = await settledWith([row, row, row, spoilt(row, free), spoilt(row, free + 1)], {
        terms: { items: BigInt(items) },
        spec: { reviewerPlaces: 5, reviewerItems: items },
      });
      const [, , , lenient, strict] = await outcomes(task, {});
      expect(lenient).to.deep.equal([items, free, 0n]);
      const beyond = Math.min(free + 1, items) - free;
      expect(strict).to.deep.equal([items, free + beyond, (500n * AGT * BigInt(beyond)) / BigInt(items)]);
    });
  }

  it("costs nothing when one other disagrees", async () => {
    const { task } = await settledWith([TRUTH, spoilt(TRUTH, 12)]);
    expect(await outcomes(task, {})).to.deep.equal([
      [0, 0, 0n],
      [0, 0, 0n],
    ]);
  });

  it("costs nothing when two others disagree with each other, or with two who agree", async () => {
    const third = spoilt(spoilt(TRUTH, 12), 12);
    const { task } = await settledWith([TRUTH, spoilt(TRUTH, 12), third]);
    expect((await outcomes(task, {})).map(([, wrong]) => wrong)).to.deep.equal([0, 0, 0]);
    const two = await settledWith([TRUTH, TRUTH, third, third]);
    expect((await outcomes(two.task, {})).map(([, wrong]) => wrong)).to.deep.equal([0, 0, 0, 0]);
  });

  it("lets numbers within the tolerance agree", async () => {
    const numbers = (values: number[]) => Uint8Array.from(values.flatMap((value) => [0, 0, value >> 8, value & 0xff]));
    const base = [100, 200, 300, 400];
    const rows = [base, base.map((x) => x + 3), base.map((x) => x - 3), base.map((x) => x + 40)].map(numbers);
    const { task } = await settledWith(rows, {
      terms: { classes: 0n, items: 4n },
      spec: { maximum: 1_000, reviewerItems: 4, reviewerTolerance: 6 },
    });
    expect(await outcomes(task, {})).to.deep.equal([
      [4, 0, 0n],
      [4, 0, 0n],
      [4, 0, 0n],
      [4, 4, (500n * AGT * 3n) / 4n],
    ]);
  });

  it("compares reviewers where their items overlap only", async () => {
    const { task, reviewers } = await settledWith([TRUTH, TRUTH, spoilt(TRUTH, 12)], { spec: { reviewerItems: 6 } });
    const [a, b, c] = reviewers.slice(0, 3).map((reviewer) => new Set(subsetOf(task, reviewer)));
    const common = [...c].filter((item) => a.has(item) && b.has(item)).length;
    expect((await outcomes(task, {}))[2]).to.have.ordered.members([
      common,
      common,
      common === 0 ? 0n : (500n * AGT * BigInt(common - Math.ceil(common / 4))) / BigInt(common),
    ]);
  });

  it("takes the whole stake of a review that stays hidden, once", async () => {
    const { protocol, task, reviewers } = await settledWith([TRUTH, TRUTH], { hidden: [1] });
    const { reviews, reviewerStake, agt } = protocol.contracts;
    const forfeit = () => reviews.connect(protocol.outsider).forfeit(task.taskId, reviewers[1]);
    await expect(reviews.forfeit(task.taskId, reviewers[0]))
      .to.be.revertedWithCustomError(reviews, "ReviewMissing")
      .withArgs(task.taskId, reviewers[0].address);
    const sent = forfeit();
    await expect(sent)
      .to.emit(reviews, "ReviewForfeited")
      .withArgs(task.taskId, reviewers[1].address, 500n * AGT);
    await expect(sent)
      .to.emit(reviewerStake, "ReviewerStakeReleased")
      .withArgs(reviewers[1].address, 500n * AGT, 500n * AGT, protocol.ethers.getAddress(TREASURY));
    expect(await agt.balanceOf(TREASURY)).to.equal(500n * AGT);
    expect(await stakesOf(protocol, reviewers[1])).to.deep.equal({ active: 500n * AGT, leaving: 0n, locked: 0n });
    await expect(forfeit())
      .to.be.revertedWithCustomError(reviews, "ReviewMissing")
      .withArgs(task.taskId, reviewers[1].address);
    expect(await outcomes(task, {})).to.deep.equal([[0, 0, 0n]]);
  });

  it("goes on during a pause, as forfeits do", async () => {
    const { protocol, task, reviewers } = await settledWith([TRUTH, TRUTH], { hidden: [1] });
    const { reviews, clock } = protocol.contracts;
    await clock.connect(protocol.deployer).pause();
    await reviews.connect(protocol.outsider).forfeit(task.taskId, reviewers[1]);
    await resolveReviews(task);
    expect(await clock.isPaused()).to.equal(true);
    expect(await stakesOf(protocol, reviewers[0])).to.deep.equal({ active: 1_000n * AGT, leaving: 0n, locked: 0n });
    expect(await stakesOf(protocol, reviewers[1])).to.deep.equal({ active: 500n * AGT, leaving: 0n, locked: 0n });
  });

  it("cannot forfeit before reveals are over", async () => {
    const { protocol, reviewers } = await load(staked);
    const task = await publishTask(protocol, {}, ALL);
    await commitReview(task, reviewOf(task, reviewers[0], TRUTH));
    const { reviews, registry } = protocol.contracts;
    for (const [step, phase] of [
      [() => Promise.resolve(), PHASE.Commit],
      [() => task.toOpen(), PHASE.Open],
      [() => task.toReveal(), PHASE.Reveal],
    ] as const) {
      await step();
      await expect(reviews.forfeit(task.taskId, reviewers[0]))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Settle, phase);
    }
    await task.toSettle();
    await reviews.forfeit(task.taskId, reviewers[0]);
  });

  it("lets the fee splitter pass slashed AGT on to the treasury", async () => {
    const { protocol } = await load(staked);
    const { feeSplitter, agt, aia, timelock } = protocol.contracts;
    await agt.connect(protocol.deployer).transfer(feeSplitter, 7n * AGT);
    const before = await agt.balanceOf(timelock);
    await expect(feeSplitter.connect(protocol.outsider).forward(agt))
      .to.emit(feeSplitter, "TokenForwarded")
      .withArgs(agt, 7n * AGT);
    expect((await agt.balanceOf(timelock)) - before).to.equal(7n * AGT);
    await expect(feeSplitter.forward(aia)).to.be.revertedWithCustomError(feeSplitter, "SplitInstead");
  });
});
