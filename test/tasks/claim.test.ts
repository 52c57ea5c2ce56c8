/**
 * Settlement.claim and claimBatch
 * ├─ given a leaf with its proof
 * │  ├─ it pays the leaf's payout address, whoever calls
 * │  └─ the last claim empties the settlement
 * ├─ given a leaf with one thing changed, it refuses
 * ├─ given a leaf that is paid, it refuses it again
 * └─ given a batch, it pays all and skips what is paid
 */
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { revealed, settled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { startChain } from "../support/startChain.ts";
import { leafHash } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());

async function world() {
  const { protocol, task } = await load(settled);
  const { settlement, aia, agt } = protocol.contracts;
  const payouts = await task.payouts();
  return { protocol, task, payouts, settlement: settlement.connect(protocol.outsider), aia, agt };
}

describe("Settlement.claim", () => {
  after(terminateProver);

  it("pays the leaf's payout address, whoever calls", async () => {
    const { protocol, task, payouts, settlement, aia } = await world();
    const [{ leaf, proof }] = payouts;
    expect(await settlement.isClaimed(task.taskId, 0n)).to.equal(false);
    const call = settlement.claim(aia, leaf, proof);
    const amount = BigInt(leaf.amount);
    await expect(call).to.changeTokenBalances(
      protocol.ethers,
      aia,
      [leaf.payout as string, settlement],
      [amount, -amount],
    );
    await expect(call).to.emit(settlement, "Claimed").withArgs(task.taskId, 0n, leaf.payout, amount);
    expect(await settlement.isClaimed(task.taskId, 0n)).to.equal(true);
  });

  it("empties the settlement with the last claim", async () => {
    const { payouts, settlement, aia } = await world();
    for (const { leaf, proof } of payouts.toReversed()) await settlement.claim(aia, leaf, proof);
    expect(await aia.balanceOf(settlement)).to.equal(0n);
  });

  describe("given a leaf with one thing changed", () => {
    const changes: Record<string, unknown> = {
      taskId: 2n,
      index: 1n,
      nullifier: 7n,
      payout: "0x000000000000000000000000000000000000dEaD",
      amount: 10n ** 19n,
      experience: 10_000n,
      field: 9n,
    };
    Object.entries(changes).forEach(([name, value]) => {
      it(`refuses another ${name}`, async () => {
        const { payouts, settlement, aia } = await world();
        const leaf = { ...payouts[0].leaf, [name]: value };
        await expect(settlement.claim(aia, leaf, payouts[0].proof))
          .to.be.revertedWithCustomError(settlement, "PayoutProofInvalid")
          .withArgs(leaf.taskId, leaf.index);
      });
    });

    it("refuses another leaf's proof, none, and a longer one", async () => {
      const { task, payouts, settlement, aia } = await world();
      const [{ leaf, proof }, other] = payouts;
      for (const wrong of [other.proof, [], [...proof, ZeroHash]]) {
        await expect(settlement.claim(aia, leaf, wrong))
          .to.be.revertedWithCustomError(settlement, "PayoutProofInvalid")
          .withArgs(task.taskId, 0n);
      }
    });

    it("refuses another token of the same task", async () => {
      const { task, payouts, settlement, agt } = await world();
      const [{ leaf, proof }] = payouts;
      await expect(settlement.claim(agt, leaf, proof))
        .to.be.revertedWithCustomError(settlement, "PayoutProofInvalid")
        .withArgs(task.taskId, 0n);
    });
  });

  it("refuses every leaf of a task that is not settled", async () => {
    const { payouts, settlement, aia } = await world();
    const { task } = await load(revealed);
    const [{ leaf, proof }] = payouts;
    await expect(settlement.claim(aia, leaf, proof))
      .to.be.revertedWithCustomError(settlement, "PayoutProofInvalid")
      .withArgs(task.taskId, 0n);
  });

  it("refuses to pay a leaf twice", async () => {
    const { task, payouts, settlement, aia } = await world();
    const [, { leaf, proof }] = payouts;
    await settlement.claim(aia, leaf, proof);
    await expect(settlement.claim(aia, leaf, proof))
      .to.be.revertedWithCustomError(settlement, "AlreadyClaimed")
      .withArgs(task.taskId, 1n);
  });

  it("pays a batch and skips what is paid", async () => {
    const { protocol, task, payouts, settlement, aia } = await world();
    await settlement.claim(aia, payouts[1].leaf, payouts[1].proof);
    const [leaves, proofs] = [payouts.map(({ leaf }) => leaf), payouts.map(({ proof }) => proof)];
    const call = settlement.claimBatch(aia, leaves, proofs);
    await expect(call).to.emit(settlement, "ClaimSkipped").withArgs(task.taskId, 1n);
    const amounts = [0, 2].map((index) => BigInt(leaves[index].amount));
    const [first, third] = [0, 2].map((index) => leaves[index].payout as string);
    await expect(call).to.changeTokenBalances(protocol.ethers, aia, [first, third], amounts);
    expect(await aia.balanceOf(settlement)).to.equal(0n);
  });

  it("refuses a batch with a leaf that is not in its tree", async () => {
    const { task, payouts, settlement, aia } = await world();
    const [{ leaf, proof }, other] = payouts;
    const forged = { ...other.leaf, amount: BigInt(other.leaf.amount) + 1n };
    expect(leafHash(forged)).not.to.equal(leafHash(other.leaf));
    await expect(settlement.claimBatch(aia, [leaf, forged], [proof, other.proof]))
      .to.be.revertedWithCustomError(settlement, "PayoutProofInvalid")
      .withArgs(task.taskId, 1n);
  });
});
