/**
 * publishing a task with reviewers
 * ├─ asks for sensible places, items, shares and tolerances
 * ├─ refuses what pays nothing or could not be resolved
 * ├─ lets the bond follow the contributors' smaller place
 * └─ given a policy without reviewers, it refuses them
 */
import { expect } from "chai";

import type { TaskSpecStruct } from "../../typechain-types/contracts/tasks/TaskRegistry.js";
import { enrolled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { usualSpec, usualTerms } from "../support/publishTask.ts";
import { REVIEWERS } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";

const load = fixturesOf(await startChain());
const AIA = 10n ** 18n;

describe("publishing a task with reviewers", () => {
  const wrong: [string, Partial<TaskSpecStruct>, string, bigint, bigint, bigint][] = [
    ["more places than rows can be claimed", { reviewerPlaces: 251 }, "reviewerPlaces", 251n, 0n, 250n],
    ["no items", { reviewerItems: 0 }, "reviewerItems", 0n, 1n, 12n],
    ["more items than there are", { reviewerItems: 13 }, "reviewerItems", 13n, 1n, 12n],
    ["no share", { reviewerBps: 0 }, "reviewerBps", 0n, 1n, 5_000n],
    ["more than half of the pool", { reviewerBps: 5_001 }, "reviewerBps", 5_001n, 1n, 5_000n],
    ["a tolerance between classes", { reviewerTolerance: 1 }, "reviewerTolerance", 1n, 0n, 0n],
    ["items without places", { reviewerPlaces: 0, reviewerBps: 0 }, "reviewerItems", 6n, 0n, 0n],
    ["a share without places", { reviewerPlaces: 0, reviewerItems: 0 }, "reviewerBps", 2_000n, 0n, 0n],
  ];
  for (const [what, change, parameter, value, least, most] of wrong) {
    it(`refuses ${what}`, async () => {
      const { protocol } = await load(enrolled);
      const registry = protocol.contracts.registry.connect(protocol.requester);
      const spec = usualSpec({ ...REVIEWERS, ...change });
      await expect(registry.publish(usualTerms(protocol), spec))
        .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
        .withArgs(protocol.ethers.encodeBytes32String(parameter), value, least, most);
    });
  }

  it("refuses places that pay nothing", async () => {
    const { protocol } = await load(enrolled);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    const call = (pool: bigint, bps: number) =>
      registry.publish(usualTerms(protocol, { pool, bond: 1n }), usualSpec({ ...REVIEWERS, reviewerBps: bps }));
    await expect(call(20n, 1_000))
      .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("reviewerPlace"), 0n, 1n, 2n ** 96n - 1n);
    await expect(call(6n, 5_000))
      .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("place"), 0n, 1n, 2n ** 96n - 1n);
  });

  it("refuses what could not be resolved in one transaction", async () => {
    const { protocol } = await load(enrolled);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    const terms = usualTerms(protocol, { items: 1_000n, quota: 3n, bond: 2n * AIA });
    const spec = usualSpec({ ...REVIEWERS, reviewerPlaces: 30, reviewerItems: 1_000 });
    const answers = 120_000n + 2_500n * 33n + 18n * (34n * 1_000n + BigInt(spec.cid.length));
    const gas = answers + 90_000n * 30n + 2_400n * 1_000n + 150n * 1_000n * 30n + 420n * 1_000n * 30n ** 2n;
    await expect(registry.publish(terms, spec))
      .to.be.revertedWithCustomError(registry, "TaskGasTooLarge")
      .withArgs(gas, 15_000_000n);
  });

  it("refuses reviewers under a policy that has none", async () => {
    const { protocol } = await load(enrolled);
    const { policies, aia } = protocol.contracts;
    const policy = plain(await policies.policyAt(1n));
    await policies.setPolicy(aia, { ...policy, reviewerStake: 0n });
    const registry = protocol.contracts.registry.connect(protocol.requester);
    await expect(registry.publish(usualTerms(protocol), usualSpec(REVIEWERS)))
      .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("reviewerPlaces"), 3n, 0n, 0n);
  });

  it("lets the bond follow the contributors' smaller place", async () => {
    const { protocol } = await load(enrolled);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    const bond = (8n * AIA) / 10n;
    await registry.publish(usualTerms(protocol, { bond }), usualSpec(REVIEWERS));
    await expect(registry.publish(usualTerms(protocol, { bond: bond - 1n }), usualSpec(REVIEWERS)))
      .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("bond"), bond - 1n, bond, 2n ** 96n - 1n);
  });
});
