/**
 * balances, cancelling and permits
 * ├─ deposit and withdraw move exactly what they say, and no more than there is
 * ├─ cancel gives everything back before the first commit, to the requester alone
 * ├─ a permit lets a requester pay in one call, also when somebody has used it before
 * └─ a pause moves every deadline by its length and closes no way out
 */
import { expect } from "chai";
import { MaxUint256, Signature } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { committed, enrolled, published, revealing } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const { networkHelpers } = chain;
const load = fixturesOf(chain);
const AIA = 10n ** 18n;

describe("balances", () => {
  after(terminateProver);

  it("adds a deposit to anybody's balance", async () => {
    const { protocol } = await load(enrolled);
    const { registry, aia } = protocol.contracts;
    const { deployer, outsider } = protocol;
    await expect(registry.deposit(aia, outsider, 3n * AIA))
      .to.emit(registry, "Deposited")
      .withArgs(aia, outsider, 3n * AIA);
    const call = registry.connect(outsider).withdraw(aia, deployer, 2n * AIA);
    await expect(call)
      .to.emit(registry, "Withdrawn")
      .withArgs(aia, outsider, deployer, 2n * AIA);
    await expect(call).to.changeTokenBalances(chain.ethers, aia, [registry, deployer], [-2n * AIA, 2n * AIA]);
    expect(await registry.balanceOf(aia, outsider)).to.equal(AIA);
  });

  it("pays out no more than the balance", async () => {
    const { protocol } = await load(enrolled);
    const { registry, aia, agt } = protocol.contracts;
    const own = registry.connect(protocol.relayer);
    for (const [token, balance] of [
      [aia, 100n * AIA],
      [agt, 0n],
    ] as const) {
      await expect(own.withdraw(token, protocol.relayer, balance + 1n))
        .to.be.revertedWithCustomError(registry, "BalanceInsufficient")
        .withArgs(token, protocol.relayer, balance, balance + 1n);
    }
  });
});

describe("TaskRegistry.cancel", () => {
  after(terminateProver);

  it("gives pool and fee back and unlocks the stake", async () => {
    const { protocol, task } = await load(published);
    const { registry, aia, stake } = protocol.contracts;
    const call = registry.connect(protocol.requester).cancel(task.taskId);
    await expect(call)
      .to.emit(registry, "TaskCancelled")
      .withArgs(task.taskId, 42n * AIA);
    await expect(call).to.changeTokenBalances(chain.ethers, aia, [protocol.requester], [42n * AIA]);
    expect((await stake.stakeOf(protocol.requester)).locked).to.equal(0n);
    await expect(registry.connect(protocol.requester).cancel(task.taskId))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Commit, PHASE.Cancelled);
  });

  it("refuses anybody but the requester", async () => {
    const { protocol, task } = await load(published);
    const { registry } = protocol.contracts;
    await expect(registry.connect(protocol.outsider).cancel(task.taskId))
      .to.be.revertedWithCustomError(registry, "RequesterUnauthorized")
      .withArgs(task.taskId, protocol.outsider);
  });

  it("refuses from the first commit on, and after the deadline", async () => {
    const { protocol, task } = await load(committed);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    await expect(registry.cancel(task.taskId))
      .to.be.revertedWithCustomError(registry, "TaskHasCommits")
      .withArgs(task.taskId, 3n);
    await task.toOpen();
    await expect(registry.cancel(task.taskId))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Commit, PHASE.Open);
  });
});

describe("TaskRegistry.permit", () => {
  async function permitted() {
    const { protocol } = await load(enrolled);
    const { requester, contracts } = protocol;
    const registry = contracts.registry.connect(requester);
    const { aia } = contracts;
    await aia.connect(requester).approve(registry, 0n);
    const domain = {
      name: "Alaya Reward",
      version: "1",
      chainId: protocol.chainId,
      verifyingContract: String(aia.target),
    };
    const uint = ["value", "nonce", "deadline"].map((name) => ({ name, type: "uint256" }));
    const address = ["owner", "spender"].map((name) => ({ name, type: "address" }));
    const value = {
      owner: requester.address,
      spender: registry.target,
      value: 42n * AIA,
      nonce: 0n,
      deadline: MaxUint256,
    };
    const signed = await requester.signTypedData(domain, { Permit: [...address, ...uint] }, value);
    const { v, r, s } = Signature.from(signed);
    const permit = [42n * AIA, MaxUint256, v, r, s] as const;
    const calls = [
      registry.interface.encodeFunctionData("permit", [String(aia.target), ...permit]),
      registry.interface.encodeFunctionData("publish", [usualTerms(protocol), usualSpec()]),
    ];
    return { protocol, registry, aia, permit, calls };
  }

  it("lets a requester permit and publish in one call", async () => {
    const { registry, calls } = await permitted();
    await expect(registry.multicall(calls)).to.emit(registry, "TaskPublished");
  });

  it("goes on when somebody has sent the permit before", async () => {
    const { protocol, registry, aia, permit, calls } = await permitted();
    await aia.connect(protocol.outsider).permit(protocol.requester, registry, ...permit);
    await expect(registry.multicall(calls)).to.emit(registry, "TaskPublished");
  });

  it("refuses a permit that is refused, without an allowance", async () => {
    const { protocol, registry, aia, permit } = await permitted();
    const thief = registry.connect(protocol.outsider);
    await expect(thief.permit(aia, ...permit))
      .to.be.revertedWithCustomError(registry, "PermitFailed")
      .withArgs(aia, protocol.outsider, 0n);
  });
});

describe("a pause", () => {
  after(terminateProver);

  it("moves every deadline by its length, and closes neither reveals, settlement nor claims", async () => {
    const { protocol, task, sheets } = await load(revealing);
    const { clock, registry, settlement, aia } = protocol.contracts;
    const { revealStart, revealDuration } = await registry.taskOf(task.taskId);
    await task.reveal(sheets[0]);
    await clock.connect(protocol.deployer).pause();
    await networkHelpers.time.increase(3 * 86_400);
    expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Reveal);
    await task.reveal(sheets[1]);
    await clock.connect(protocol.deployer).unpause();
    const lost = BigInt(await networkHelpers.time.latest()) - (await clock.time());
    expect(lost).to.be.greaterThanOrEqual(3n * 86_400n);

    await networkHelpers.time.setNextBlockTimestamp(revealStart + revealDuration + lost - 1n);
    await task.reveal(sheets[2]);
    await clock.connect(protocol.deployer).pause();
    await expect(task.settle()).to.emit(settlement, "TaskSettled");
    await expect(task.claim(0)).to.emit(settlement, "Claimed");
    await registry.connect(protocol.requester).withdraw(aia, protocol.requester, 1n);
  });
});
