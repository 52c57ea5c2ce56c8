/**
 * the limits of tasks with reviewers
 * ├─ the call that settles has exactly the length that was computed at publication
 * ├─ settling and resolving use no more gas than was computed
 * └─ the largest task that can be published is resolved within 15 million gas
 */
import { expect } from "chai";
import { hexlify, id } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import { commitReview, resolveReviews, revealReview, reviewOf, stakeReviewers } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import { sealRow } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const SALT = id("salt");
const MOST = 15_000_000n;

async function staked(from: Load) {
  const { protocol } = await from(enrolled);
  const reviewers = protocol.contributors.slice(5, 45);
  await stakeReviewers(protocol, reviewers, 1n);
  return { protocol, reviewers, library: await chain.ethers.deployContract("TaskLibraries") };
}

interface Shape {
  readonly reviewers: number;
  readonly items: number;
  readonly classes: number;
  /** Answers nothing but gold, and wrongly. */
  readonly slashed?: boolean;
}

/** Answers of a reviewer; half of the reviewers disagree with the others on some items. */
function answersOf({ items, classes, slashed = false }: Shape, reviewer: number): number[] {
  return Array.from({ length: items }, (_, item) => {
    if (slashed) return item < items / 5 ? 2 : classes > 0 ? 0 : -(2 ** 31);
    return 1 + (reviewer % 2 === 0 && item % 3 === 0 ? 1 : 0);
  });
}

function encode(answers: number[], classes: number): Uint8Array {
  if (classes > 0) return Uint8Array.from(answers);
  const view = new DataView(new ArrayBuffer(4 * answers.length));
  answers.forEach((answer, i) => view.setInt32(4 * i, answer));
  return new Uint8Array(view.buffer);
}

/** Publishes, reviews, settles and resolves a task whose reviewers answer every item. */
async function resolveFull(shape: Shape) {
  const { reviewers: places, items, classes, slashed = false } = shape;
  const { protocol, reviewers, library } = await load(staked);
  const { registry } = protocol.contracts;
  const known = Array.from({ length: items }, (_, item) => (item < items / 5 ? 1 : classes > 0 ? 0 : -(2 ** 31)));
  const gold = encode(known, classes);
  const terms = { items: BigInt(items), classes: BigInt(classes), quota: 3n, bond: 2n * 10n ** 18n };
  const spec = {
    ...{ reviewerPlaces: places, reviewerItems: items, reviewerBps: 2_000, maximum: classes > 0 ? 0 : 9 },
    ...(slashed ? { goldHash: sealRow(gold, SALT) } : {}),
  };
  const task = await publishTask(protocol, terms, spec);
  const reviews = reviewers
    .slice(0, places)
    .map((reviewer, index) => reviewOf(task, reviewer, encode(answersOf(shape, index), classes)));
  for (const review of reviews) await commitReview(task, review);
  if (slashed) {
    await task.toOpen();
    await registry.connect(protocol.requester).openGold(task.taskId, task.spec, gold, SALT);
  }
  await task.toReveal();
  for (const review of reviews) await revealReview(task, review);
  const opened = slashed ? { gold: { row: hexlify(gold), salt: SALT } } : {};
  const settled = await (await task.settle(opened)).wait();
  const resolved = await (await resolveReviews(task, opened)).wait();
  const released = await protocol.contracts.reviews.queryFilter(
    protocol.contracts.reviews.filters.ReviewResolved(task.taskId),
  );
  return {
    settled: settled!.gasUsed,
    resolved: resolved!.gasUsed,
    slashes: released.filter(({ args }) => args.slashed > 0n).length,
    bound: await library.resolveGas(task.terms, task.spec),
    settleBound: await library.settleGas(task.terms, task.spec, plain(await protocol.contracts.policies.policyAt(1n))),
  };
}

describe("the limits of tasks with reviewers", () => {
  after(terminateProver);

  it("count reviewers' rows in the length of the call that settles", async () => {
    const { protocol, library } = await load(staked);
    const terms = usualTerms(protocol);
    const reviewed = usualSpec({ reviewerPlaces: 3, reviewerItems: 6, reviewerBps: 2_000 });
    const wider = usualTerms(protocol, { quota: 7n });
    expect(await library.settleCalldata(terms, reviewed)).to.equal(await library.settleCalldata(wider, usualSpec()));
  });

  const shapes: Shape[] = [
    { reviewers: 1, items: 1, classes: 2 },
    { reviewers: 2, items: 100, classes: 3 },
    { reviewers: 10, items: 40, classes: 8 },
    { reviewers: 5, items: 100, classes: 0 },
    { reviewers: 12, items: 10, classes: 2, slashed: true },
    { reviewers: 6, items: 10, classes: 0, slashed: true },
    { reviewers: 40, items: 10, classes: 2, slashed: true },
  ];
  for (const shape of shapes) {
    const { reviewers, items, classes, slashed } = shape;
    const kind = classes > 0 ? `${classes} classes` : "numbers";
    it(`bound ${reviewers} reviewers of ${items} items, ${kind}${slashed ? ", all slashed" : ""}`, async () => {
      const { resolved, bound, settled, settleBound, slashes } = await resolveFull(shape);
      if (process.env.ALAYA_SHOW_GAS) console.log(`${resolved} of ${bound}; settled ${settled} of ${settleBound}`);
      if (slashed) expect(slashes).to.equal(reviewers);
      expect(resolved).to.be.lessThanOrEqual(bound);
      expect(5n * resolved).to.be.greaterThanOrEqual(bound);
      expect(settled).to.be.lessThanOrEqual(settleBound);
    });
  }

  for (const shape of [
    { reviewers: 8, items: 450, classes: 2 },
    { reviewers: 3, items: 2_100, classes: 2 },
    { reviewers: 2, items: 330, classes: 0 },
  ]) {
    const { reviewers, items, classes } = shape;
    const kind = classes > 0 ? `${classes} classes` : "numbers";
    it(`let ${reviewers} reviewers of ${items} items, ${kind}, be resolved in one transaction`, async () => {
      const { resolved, bound } = await resolveFull(shape);
      if (process.env.ALAYA_SHOW_GAS) console.log(`${resolved} of ${bound}`);
      expect(resolved).to.be.lessThan(MOST);
      expect(resolved).to.be.lessThanOrEqual(bound);
    });
  }
});
