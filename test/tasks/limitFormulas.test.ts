/**
 * what settling and resolving a task may take
 * ├─ the calldata of settling is counted to the byte, with and without gold and a model
 * ├─ the gas of settling is the scorer's bound and what was measured per task, row, item and byte
 * ├─ the gas of resolving is what was measured per task, row, byte, reviewer, item, cell and pair
 * └─ a task is published up to the last byte and the last unit of gas, and not beyond
 */
import { expect } from "chai";
import { id } from "ethers";

import type { TaskSpecStruct } from "../../typechain-types/contracts/tasks/TaskRegistry.js";
import { enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING, type Terms } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const MOST_BYTES = 90_000n;
const MOST_GAS = 15_000_000n;

async function world(from: Load) {
  const { protocol } = await from(enrolled);
  const { registry, policies, settlement } = protocol.contracts;
  const library = await chain.ethers.deployContract("TaskLibraries");
  const policy = plain(await policies.policyAt(1n));
  return { protocol, library, policy, policies, settlement, registry: registry.connect(protocol.requester) };
}

interface Shape {
  readonly quota: bigint;
  readonly items: bigint;
  readonly classes: bigint;
  readonly reviewers?: number;
  readonly part?: number;
  readonly gold?: boolean;
  readonly model?: boolean;
  readonly cid?: number;
}

const SHAPES: Shape[] = [
  { quota: 3n, items: 1n, classes: 2n },
  { quota: 4n, items: 32n, classes: 3n, gold: true, cid: 32 },
  { quota: 5n, items: 33n, classes: 3n, model: true, cid: 33 },
  { quota: 16n, items: 31n, classes: 7n, gold: true, model: true, cid: 0 },
  { quota: 7n, items: 8n, classes: 0n, cid: 31 },
  { quota: 8n, items: 9n, classes: 0n, gold: true },
  { quota: 3n, items: 10n, classes: 2n, reviewers: 1, part: 1 },
  { quota: 6n, items: 17n, classes: 4n, reviewers: 2, part: 5, model: true },
  { quota: 9n, items: 23n, classes: 0n, reviewers: 7, part: 11, gold: true, model: true, cid: 100 },
];

function publication(protocol: Parameters<typeof usualTerms>[0], shape: Shape): [Terms, TaskSpecStruct] {
  const { quota, items, classes, reviewers = 0, part = 0, gold = false, model = false, cid = 59 } = shape;
  const terms = usualTerms(protocol, { quota, items, classes, bond: 4n * 10n ** 18n });
  const shared = reviewers > 0 ? { reviewerPlaces: reviewers, reviewerItems: part, reviewerBps: 2_000 } : {};
  const sealed = { ...(gold ? { goldHash: id("gold") } : {}), ...(model ? { modelHash: id("model") } : {}) };
  return [terms, usualSpec({ ...shared, ...sealed, cid: "c".repeat(cid), maximum: classes === 0n ? 9 : 0 })];
}

/** Numbers of a shape that the formulas are made from. */
function sizesOf({ quota, items, classes, reviewers = 0, part = 0, gold, model, cid = 59 }: Shape) {
  const width = classes === 0n ? 4n * items : items;
  const [places, answered, name] = [BigInt(reviewers), BigInt(part), BigInt(cid)];
  return { items, width, sheets: quota + places, places, answered, name, gold: gold ? 1n : 0n, model: model ? 1n : 0n };
}

describe("what settling and resolving a task may take", () => {
  for (const shape of SHAPES) {
    const { quota, items, classes, reviewers = 0, gold = false, model = false } = shape;
    const rows = `${quota} sheets of ${items} items`;
    const beside = [gold && "gold", model && "a model", reviewers > 0 && `${reviewers} reviewers`].filter(Boolean);
    const title = `${rows}, ${classes === 0n ? "numbers" : `${classes} classes`}, ${beside.join(", ") || "alone"}`;

    it(`counts the calldata of ${title}`, async () => {
      const { protocol, library, settlement } = await load(world);
      const [terms, spec] = publication(protocol, shape);
      const { width, sheets } = sizesOf(shape);
      const bytes = (length: bigint) => new Uint8Array(Number(length));
      const opened = (there: boolean) => (there ? { row: bytes(width), salt: id("salt") } : NOTHING);
      const call = [1n, spec, bytes(90n * sheets), bytes(width * sheets), opened(gold), opened(model)] as const;
      const data = settlement.interface.encodeFunctionData("settle", [...call]);
      expect(await library.settleCalldata(terms, spec)).to.equal((data.length - 2) / 2);
    });

    it(`counts the gas of ${title}`, async () => {
      const { protocol, library, policy } = await load(world);
      const [terms, spec] = publication(protocol, shape);
      const { width, sheets, places, answered, name, ...sealed } = sizesOf(shape);
      const { numericScorer, categoricalScorer } = protocol.contracts;
      const scored = sheets + sealed.model;
      const declared = { items, classes, minimum: 0, maximum: spec.maximum };
      const judging = await (classes === 0n ? numericScorer : categoricalScorer).gasBound(declared, scored);
      expect(await library.settleGas(terms, spec, policy)).to.equal(
        judging + 320_000n + 6_000n * scored + 80n * items + 18n * ((scored + sealed.gold) * width + name),
      );
      const comparing = 2_400n * items + 150n * items * places + 420n * answered * places * places;
      const resolving =
        120_000n + 2_500n * sheets + 18n * ((sheets + 1n) * width + name) + 90_000n * places + comparing;
      expect(await library.resolveGas(terms, spec)).to.equal(places === 0n ? 0n : resolving);
    });
  }

  it("ends with the last word of calldata that fits", async () => {
    const { protocol, library, policy, policies, registry } = await load(world);
    await policies.setPolicy(protocol.contracts.aia, {
      ...policy,
      categoricalScorer: await chain.ethers.deployContract("AnyScorer"),
    });
    const shape: Shape = { quota: 3n, items: 12n, classes: 3n };
    const [terms, spec] = publication(protocol, { ...shape, cid: 0 });
    const least = await library.settleCalldata(terms, spec);
    // What is encoded grows by words.
    const cid = Number((MOST_BYTES - least) / 32n) * 32;
    const [, largest] = publication(protocol, { ...shape, cid });
    await registry.publish.staticCall(terms, largest);
    const [, beyond] = publication(protocol, { ...shape, cid: cid + 1 });
    await expect(registry.publish.staticCall(terms, beyond))
      .to.be.revertedWithCustomError(registry, "TaskCalldataTooLarge")
      .withArgs(least + BigInt(cid) + 32n, MOST_BYTES);
  });

  it("ends with the last unit of gas", async () => {
    const { protocol, library, registry } = await load(world);
    const shape: Shape = { quota: 3n, items: 29n, classes: 2n, reviewers: 51, part: 9, cid: 170 };
    const [terms, spec] = publication(protocol, shape);
    expect(await library.resolveGas(terms, spec)).to.equal(MOST_GAS);
    await registry.publish.staticCall(terms, spec);
    const [, beyond] = publication(protocol, { ...shape, cid: 171 });
    await expect(registry.publish.staticCall(terms, beyond))
      .to.be.revertedWithCustomError(registry, "TaskGasTooLarge")
      .withArgs(MOST_GAS + 18n, MOST_GAS);
  });
});
