/**
 * a registry that governance replaces by another
 * └─ given its role of locking stake taken away
 *    ├─ it cannot lock any more
 *    ├─ its open tasks are settled nevertheless, and their stake is freed
 *    └─ its tasks without commits are cancelled nevertheless
 */
import { expect } from "chai";

import { ROLES } from "../../deploy/modules/roles.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { PHASE } from "../support/phase.ts";
import { published, revealed } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import type { Protocol } from "../support/deployProtocol.ts";

const load = fixturesOf(await startChain());

async function retire({ contracts, deployer }: Protocol): Promise<void> {
  const { authority, registry, stake } = contracts;
  await authority.connect(deployer).revokeRole(ROLES.stakeLocker, registry);
  await authority.connect(deployer).setTargetClosed(stake, true);
}

describe("a registry that governance replaces by another", () => {
  after(terminateProver);

  it("cannot lock stake any more", async () => {
    const { protocol } = await load(published);
    const { registry, stake } = protocol.contracts;
    await retire(protocol);
    await expect(registry.connect(protocol.requester).publish(usualTerms(protocol), usualSpec()))
      .to.be.revertedWithCustomError(stake, "AccessManagedUnauthorized")
      .withArgs(registry);
  });

  it("settles its open tasks nevertheless, and frees their stake", async () => {
    const { protocol, task } = await load(revealed);
    const { stake, registry } = protocol.contracts;
    await retire(protocol);
    await task.settle();
    expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Settled);
    const [, locked] = await stake.stakeOf(protocol.requester);
    expect(locked).to.equal(0n);
  });

  it("lets its requesters cancel nevertheless", async () => {
    const { protocol, task } = await load(published);
    const { stake, registry } = protocol.contracts;
    await retire(protocol);
    await registry.connect(protocol.requester).cancel(task.taskId);
    const [, locked] = await stake.stakeOf(protocol.requester);
    expect(locked).to.equal(0n);
  });

  it("is refused when it never locked any", async () => {
    const { protocol } = await load(published);
    const { stake } = protocol.contracts;
    await expect(stake.connect(protocol.outsider).unlock(protocol.requester, 1n))
      .to.be.revertedWithCustomError(stake, "StakeLockerUnknown")
      .withArgs(protocol.outsider);
  });
});
