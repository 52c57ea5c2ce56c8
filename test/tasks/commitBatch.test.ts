/**
 * TaskRegistry.commitBatch
 * ├─ given sheets with their proofs
 * │  ├─ it commits them as single calls would
 * │  ├─ it skips a used nullifier, a sheet too many and an emptied bond account
 * │  └─ it takes a bond account that holds just the bond
 * ├─ given one proof that does not hold, it refuses all
 * ├─ given lists of different length, or nothing, it refuses
 * └─ given the wrong time or a pause, it refuses
 */
import { expect } from "chai";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { published } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { startChain } from "../support/startChain.ts";
import type { Sheet, TaskLife } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const AIA = 10n ** 18n;

/** What `relayer` sends for the sheets. */
async function batchOf(task: TaskLife, sheets: Sheet[]) {
  const proofs = [];
  for (const sheet of sheets) proofs.push(await task.prove(sheet));
  const signatures = await Promise.all(sheets.map((sheet) => task.signBond(sheet, sheet.contributor.signer)));
  return [task.taskId, sheets.map((sheet) => task.clear(sheet)), proofs, signatures] as const;
}

async function relayed(from: Load) {
  const { protocol, task, sheets } = await from(published);
  const { registry, aia } = protocol.contracts;
  return {
    protocol,
    task,
    sheets,
    registry: registry.connect(protocol.relayer),
    aia,
    batch: await batchOf(task, sheets),
  };
}

describe("TaskRegistry.commitBatch", () => {
  after(terminateProver);

  it("commits sheets as single calls would", async () => {
    const { task, sheets, registry } = await load(relayed);
    const [id, clear, proofs, signatures] = await batchOf(task, sheets.slice(0, 3));
    await registry.commitBatch(id, clear, proofs, signatures);
    const batched = await Promise.all(sheets.slice(0, 3).map(({ nullifier }) => registry.commitOf(id, nullifier)));
    expect((await registry.taskOf(id)).commits).to.equal(3n);

    await load(published);
    for (const sheet of sheets.slice(0, 3)) await task.commit(sheet);
    const single = await Promise.all(sheets.slice(0, 3).map(({ nullifier }) => registry.commitOf(id, nullifier)));
    expect(batched).to.deep.equal(single);
  });

  it("skips a used nullifier, a repeated one and a sheet too many", async () => {
    const { task, sheets, registry, aia } = await load(relayed);
    await task.commit(sheets[1]);
    const order = [sheets[0], sheets[1], sheets[0], sheets[2], sheets[3], sheets[4]];
    const call = registry.commitBatch(...(await batchOf(task, order)));
    for (const sheet of [sheets[1], sheets[0], sheets[4]]) {
      await expect(call).to.emit(registry, "CommitSkipped").withArgs(task.taskId, sheet.nullifier);
    }
    const committed = await registry.queryFilter(registry.filters.SheetCommitted(task.taskId));
    const expected = [sheets[1], sheets[0], sheets[2], sheets[3]].map(({ nullifier }) => nullifier);
    expect(committed.map(({ args }) => args.nullifier)).to.deep.equal(expected);
    expect(committed.map(({ args }) => args.index)).to.deep.equal([0n, 1n, 2n, 3n]);
    expect(await registry.balanceOf(aia, sheets[0].contributor.signer)).to.equal(99n * AIA);
    expect(await registry.balanceOf(aia, sheets[4].contributor.signer)).to.equal(100n * AIA);
  });

  it("skips a sheet whose bond account was emptied meanwhile", async () => {
    const { task, sheets, registry, aia, batch } = await load(relayed);
    const { signer } = sheets[1].contributor;
    await registry.connect(signer).withdraw(aia, signer, 100n * AIA);
    await expect(registry.commitBatch(...batch))
      .to.emit(registry, "CommitSkipped")
      .withArgs(task.taskId, sheets[1].nullifier);
    expect((await registry.taskOf(task.taskId)).commits).to.equal(4n);
  });

  it("takes a sheet whose bond account holds just the bond, and skips one with a unit less", async () => {
    const { task, sheets, registry, aia, batch } = await load(relayed);
    const [exact, poor] = sheets.map(({ contributor }) => contributor.signer);
    await registry.connect(exact).withdraw(aia, exact, 99n * AIA);
    await registry.connect(poor).withdraw(aia, poor, 99n * AIA + 1n);
    await expect(registry.commitBatch(...batch))
      .to.emit(registry, "CommitSkipped")
      .withArgs(task.taskId, sheets[1].nullifier);
    expect(await registry.balanceOf(aia, exact)).to.equal(0n);
    expect(await registry.balanceOf(aia, poor)).to.equal(AIA - 1n);
    expect((await registry.taskOf(task.taskId)).commits).to.equal(4n);
  });

  it("refuses all when one proof does not hold", async () => {
    const { task, sheets, registry, batch } = await load(relayed);
    const [id, clear, proofs, signatures] = batch;
    const swapped = [proofs[1], proofs[0], ...proofs.slice(2)];
    const points = (proofs[2].points as bigint[]).with(0, (proofs[2].points as bigint[])[0] + 1n);
    for (const wrong of [swapped, proofs.with(2, { ...proofs[2], points })]) {
      await expect(registry.commitBatch(id, clear, wrong, signatures))
        .to.be.revertedWithCustomError(registry, "BatchProofInvalid")
        .withArgs(id);
    }
    const altered = clear.with(3, { ...clear[3], commitment: sheets[0].commitment });
    await expect(registry.commitBatch(id, altered, proofs, signatures))
      .to.be.revertedWithCustomError(registry, "BondUnauthorized")
      .withArgs(sheets[3].bondAccount);
    expect((await registry.taskOf(task.taskId)).commits).to.equal(0n);
  });

  it("refuses lists of different length, and nothing", async () => {
    const { registry, batch } = await load(relayed);
    const [id, clear, proofs, signatures] = batch;
    await expect(registry.commitBatch(id, clear, proofs.slice(1), signatures))
      .to.be.revertedWithCustomError(registry, "BatchLengthMismatch")
      .withArgs(5n, 4n, 5n);
    await expect(registry.commitBatch(id, clear, proofs, signatures.slice(2)))
      .to.be.revertedWithCustomError(registry, "BatchLengthMismatch")
      .withArgs(5n, 5n, 3n);
    await expect(registry.commitBatch(id, [], [], []))
      .to.be.revertedWithCustomError(registry, "BatchProofInvalid")
      .withArgs(id);
  });

  it("refuses after the deadline and while the protocol is paused", async () => {
    const { protocol, task, registry, batch } = await load(relayed);
    await protocol.contracts.clock.connect(protocol.deployer).pause();
    await expect(registry.commitBatch(...batch)).to.be.revertedWithCustomError(registry, "ProtocolPaused");
    await protocol.contracts.clock.connect(protocol.deployer).unpause();
    await chain.networkHelpers.time.increase(10 * 86_400);
    await expect(registry.commitBatch(...batch))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Commit, PHASE.Settle);
  });
});
