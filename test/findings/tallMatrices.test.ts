/**
 * a task whose settlement fits no transaction
 * ├─ given many sheets of few items, it is refused at publication
 * ├─ given a spec of tens of thousands of bytes, they count as gas
 * └─ given rows made to cost most, the scorer stays below its bound
 */
import { expect } from "chai";
import { network } from "hardhat";

import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import type { Protocol } from "../support/deployProtocol.ts";
import { enrolled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import type { Terms } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());
const { ethers } = await network.create();
const AIA = 10n ** 18n;

/** Rows, items, classes of tasks close to what can be published. */
const SHAPES = [
  [254, 1, 2],
  [60, 7, 8],
  [40, 90, 3],
  [3, 800, 8],
  [30, 80, 9],
  [90, 4, 254],
] as const;

/** Answers of `clusters` groups, each answer changed with a probability of `noise` percent. */
function crowd([rows, items, classes]: readonly [number, number, number], clusters: number, noise: number) {
  const random = randomSource(rows * items);
  const leaders = Array.from({ length: clusters * items }, () => 1 + random(classes));
  return Uint8Array.from({ length: rows * items }, (_, cell) => {
    const leader = leaders[(Math.floor(cell / items) % clusters) * items + (cell % items)];
    return random(100) < noise ? 1 + random(classes) : leader;
  });
}

/** What settling is priced at: the scorer's bound, and per task, row, item and byte of answers and spec. */
async function gasOf({ contracts }: Protocol, { items, classes, quota }: Terms, { cid }: { cid: string }) {
  const shape = { items, classes, minimum: 0, maximum: 0 };
  const judging = await contracts.categoricalScorer.gasBound(shape, quota);
  return judging + 320_000n + 6_000n * quota + 80n * items + 18n * (quota * items + BigInt(cid.length));
}

describe("a task whose settlement fits no transaction", () => {
  it("is refused when its sheets are many, however few their items", async () => {
    const { protocol } = await load(enrolled);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    const terms = usualTerms(protocol, { items: 1n, classes: 8n, quota: 254n, pool: 254n * AIA });
    await expect(registry.publish(terms, usualSpec()))
      .to.be.revertedWithCustomError(registry, "TaskGasTooLarge")
      .withArgs(await gasOf(protocol, terms, usualSpec()), 15_000_000n);
  });

  it("pays for every byte of its spec", async () => {
    const { protocol } = await load(enrolled);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    const terms = usualTerms(protocol, { items: 655n, classes: 8n });
    await registry.publish.staticCall(terms, usualSpec());
    const wordy = usualSpec({ cid: "c".repeat(80_000) });
    await expect(registry.publish.staticCall(terms, wordy))
      .to.be.revertedWithCustomError(registry, "TaskGasTooLarge")
      .withArgs(await gasOf(protocol, terms, wordy), 15_000_000n);
  });

  for (const shape of SHAPES) {
    it(`takes less than its bound for ${shape.join(" × ")}`, async () => {
      const [rows, items, classes] = shape;
      const scorer = await ethers.deployContract("CategoricalScorer");
      const declared = { items, classes, minimum: 0, maximum: 0 };
      const bound = await scorer.gasBound(declared, rows);
      expect(bound).to.be.lessThan(15_000_000n);
      for (const [clusters, noise] of [
        [1, 100],
        [5, 12],
      ]) {
        const sheets = new Uint8Array(rows);
        const answers = crowd(shape, clusters, noise);
        const request = await scorer.score.populateTransaction(declared, sheets, answers, "0x");
        const [sender] = await ethers.getSigners();
        const sent = await sender.sendTransaction({ ...request, gasLimit: 16_700_000n });
        const receipt = await sent.wait();
        expect(receipt?.gasUsed).to.be.lessThan(bound);
      }
    });
  }
});
