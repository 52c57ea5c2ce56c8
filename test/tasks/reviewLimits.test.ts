/**
 * the limits of tasks with reviewers
 * ├─ the call that settles has exactly the length that was computed at publication
 * ├─ settling and resolving use no more gas than was computed, and resolving at least a quarter
 * ├─ a contributor's sheet and a slashed reviewer cost at least three quarters of what was computed
 * └─ the largest task that can be published is resolved within 15 million gas
 */
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { concat, hexlify, id, toBeHex } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import type { Protocol } from "../support/deployProtocol.ts";
import { enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import { forgeReveals } from "../support/forgeReveals.ts";
import { commitReview, partOf, revealReview, reviewOf, stakeReviewers } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING, sealRow } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const SALT = id("salt");
const AIA = 10n ** 18n;
const MOST = 15_000_000n;

async function staked(from: Load) {
  const { protocol } = await from(enrolled);
  const reviewers = protocol.contributors.slice(5, 45);
  await stakeReviewers(protocol, reviewers, 1n);
  return { protocol, reviewers, library: await chain.ethers.deployContract("TaskLibraries") };
}

interface Shape {
  /** Contributors' sheets beside those of reviewers; none by default. */
  readonly contributors?: number;
  readonly reviewers: number;
  readonly items: number;
  /** Items of each reviewer; all by default. */
  readonly part?: number;
  readonly classes: number;
  /** Answers nothing but gold, and wrongly. */
  readonly slashed?: boolean;
  /** All stake was asked back, and votes are delegated to others, the treasury's too. */
  readonly leaving?: boolean;
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
  const { contributors = 0, reviewers: places, items, part = items, classes, slashed = false } = shape;
  const { protocol, reviewers, library } = await load(staked);
  const { registry } = protocol.contracts;
  const known = Array.from({ length: items }, (_, item) => (item < items / 5 ? 1 : classes > 0 ? 0 : -(2 ** 31)));
  const gold = encode(known, classes);
  const quota = BigInt(Math.max(3, contributors));
  const terms = { items: BigInt(items), classes: BigInt(classes), quota, pool: 10n * quota * AIA, bond: 2n * AIA };
  const spec = {
    ...{ reviewerPlaces: places, reviewerItems: part, reviewerBps: 2_000, maximum: classes > 0 ? 0 : 9 },
    ...(slashed ? { goldHash: sealRow(gold, SALT) } : {}),
  };
  const task = await publishTask(protocol, terms, spec);
  const reviews = reviewers
    .slice(0, places)
    .map((reviewer, index) =>
      reviewOf(task, reviewer, partOf(task, reviewer, encode(answersOf(shape, index), classes))),
    );
  for (const review of reviews) await commitReview(task, review);
  if (shape.leaving) await makeDear(protocol, reviewers.slice(0, places));
  if (slashed) {
    await task.toOpen();
    await registry.connect(protocol.requester).openGold(task.taskId, task.spec, gold, SALT);
  }
  await task.toReveal();
  for (const review of reviews) await revealReview(task, review);
  const revealed = await task.revealed();
  const sheet = encode(answersOf({ ...shape, slashed: false }, 1), classes);
  const forged = await forgeReveals(task, Array<Uint8Array>(contributors).fill(sheet));
  await task.toSettle();
  const opened = slashed ? { row: hexlify(gold), salt: SALT } : NOTHING;
  const rows = concat([...revealed.rows, forged.rows]);
  const sheets = concat([...revealed.sheets, forged.answers]);
  const call = [task.taskId, task.spec, rows, sheets, opened] as const;
  const { settlement, reviews: desk } = protocol.contracts;
  const settled = await (await settlement.settle(...call, NOTHING)).wait();
  const resolved = await (await desk.connect(protocol.outsider).resolve(...call)).wait();
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

/** Every vault delegates to an account of its own, its stake leaves, and the treasury has votes that move. */
async function makeDear({ contracts, ethers, networkHelpers }: Protocol, reviewers: readonly HardhatEthersSigner[]) {
  const { agt, policies, reviewerStake } = contracts;
  const { treasury } = await policies.policyAt(1n);
  await networkHelpers.setBalance(treasury, AIA);
  await agt.connect(await ethers.getImpersonatedSigner(treasury)).delegate(toBeHex(0xdd, 20));
  for (const [index, reviewer] of reviewers.entries()) {
    const own = reviewerStake.connect(reviewer);
    await own.delegate(toBeHex(0x1000 + index, 20));
    await own.requestUnstake(500n * AIA);
  }
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
      expect(4n * resolved).to.be.greaterThanOrEqual(bound);
      expect(settled).to.be.lessThanOrEqual(settleBound);
    });
  }

  /** What one contributor's sheet more costs, had its row a relayer and a fee: 36 bytes that are not zero. */
  async function rowCost(shape: Shape): Promise<{ measured: bigint; bound: bigint }> {
    const [few, many] = [20, 60];
    const low = await resolveFull({ ...shape, contributors: few });
    const high = await resolveFull({ ...shape, contributors: many });
    const rows = BigInt(many - few);
    return {
      measured: (high.resolved - low.resolved) / rows + 36n * 12n,
      bound: (BigInt(high.bound) - BigInt(low.bound)) / rows,
    };
  }

  for (const shape of [
    { reviewers: 16, items: 1, classes: 2 },
    { reviewers: 16, items: 10, classes: 2, slashed: true },
    { reviewers: 8, items: 100, classes: 2, part: 20 },
    { reviewers: 8, items: 6, classes: 0 },
  ]) {
    const { reviewers, items, classes } = shape;
    const kind = classes > 0 ? `${classes} classes` : "numbers";
    it(`price a contributor's sheet of ${items} items, ${kind}, beside ${reviewers} reviewers as measured`, async () => {
      const { measured, bound } = await rowCost(shape);
      if (process.env.ALAYA_SHOW_GAS) console.log(`${measured} of ${bound}`);
      expect(measured).to.be.lessThanOrEqual(bound);
      expect(4n * measured).to.be.greaterThanOrEqual(3n * bound);
    });
  }

  it("price the slashing of a reviewer at its dearest as measured", async () => {
    const shape = { items: 10, classes: 2, slashed: true, leaving: true };
    const low = await resolveFull({ ...shape, reviewers: 8 });
    const high = await resolveFull({ ...shape, reviewers: 24 });
    expect([low.slashes, high.slashes]).to.deep.equal([8, 24]);
    const measured = (high.resolved - low.resolved) / 16n;
    if (process.env.ALAYA_SHOW_GAS) console.log(`${measured} of 90000`);
    expect(measured).to.be.lessThanOrEqual(90_000n);
    expect(4n * measured).to.be.greaterThanOrEqual(3n * 90_000n);
  });

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
