import { expect } from "chai";

import { deployProtocol } from "./support/deployProtocol.ts";

describe("deployment", function () {
  it("wires every contract to the others", async function () {
    const { contracts } = await deployProtocol();
    const { registry, settlement, policies, tree, pass, clock, verifier, batchVerifier, stake } = contracts;

    expect(await registry.CLOCK()).to.equal(await clock.getAddress());
    expect(await registry.POLICIES()).to.equal(await policies.getAddress());
    expect(await registry.TREE()).to.equal(await tree.getAddress());
    expect(await registry.VERIFIER()).to.equal(await verifier.getAddress());
    expect(await registry.BATCH_VERIFIER()).to.equal(await batchVerifier.getAddress());
    expect(await registry.STAKE()).to.equal(await stake.getAddress());
    expect(await registry.SETTLEMENT()).to.equal(await settlement.getAddress());
    expect(await settlement.REGISTRY()).to.equal(await registry.getAddress());
    expect(await pass.TREE()).to.equal(await tree.getAddress());
  });
});
