/**
 * What went wrong in other protocols, tried on tasks. Named by the report or issue that found it. Further ones have
 * their tests where they belong: permit front-running in balances, ERC-777 hooks, fees, missing return values and
 * blocked recipients in tokens, zero salts in reveal.
 */
import { expect } from "chai";
import { concat } from "ethers";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { committed, published, revealed, revealing, settled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());

describe("known attacks on tasks", () => {
  after(terminateProver);

  it("UMA audit P1-H01: a copied commitment is worth nothing to the copier", async () => {
    const { task, sheets } = await load(published);
    const { registry } = task.protocol.contracts;
    const [original, own] = sheets;
    const copy = task.withCommitment(own, original.commitment);
    await task.commit(original);
    await task.commit(copy);
    await task.toReveal();
    await task.reveal(original);
    const stolen = { ...task.opening(original), nullifier: own.nullifier, bondAccount: own.bondAccount };
    for (const opening of [stolen, { ...stolen, payout: own.payout }, task.opening(own)]) {
      await expect(registry.reveal(task.taskId, opening))
        .to.be.revertedWithCustomError(registry, "OpeningMismatch")
        .withArgs(task.taskId, own.nullifier);
    }
  });

  it("sx-starknet#555: who sends a commit first only does its author's work", async () => {
    const { protocol, task, sheets } = await load(published);
    const { registry, aia } = protocol.contracts;
    const [sheet] = sheets;
    const signature = await task.signBond(sheet, sheet.contributor.signer);
    await task.commit(sheet, { sender: protocol.outsider, signature });
    await expect(task.commit(sheet))
      .to.be.revertedWithCustomError(registry, "NullifierUsed")
      .withArgs(task.taskId, sheet.nullifier);
    await task.toReveal();
    await task.reveal(sheet);
    expect(await registry.balanceOf(aia, sheet.contributor.signer)).to.equal(100n * 10n ** 18n);
  });

  it("UMA#1273: the same answers of the same contributor give another salt and commitment in every task", async () => {
    const { protocol, task, sheets } = await load(published);
    const other = await publishTask(protocol);
    const again = other.sheet(sheets[0].contributor, { answers: sheets[0].answers });
    expect(again.salt).not.to.equal(sheets[0].salt);
    expect(again.commitment).not.to.equal(sheets[0].commitment);
    expect(again.nullifier).not.to.equal(sheets[0].nullifier);
    expect(other.scope).not.to.equal(task.scope);
  });

  it("Sapien POQ-6: nobody reveals while anybody can still commit", async () => {
    const { task, sheets } = await load(committed);
    const { registry } = task.protocol.contracts;
    await expect(task.reveal(sheets[0]))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Reveal, PHASE.Commit);
  });

  it("kleros-v2#2155: there is one commit to reveal, not a choice", async () => {
    const { task, sheets } = await load(committed);
    const { registry } = task.protocol.contracts;
    const second = task.sheet(sheets[0].contributor, { answers: new Uint8Array(12).fill(3) });
    await expect(task.commit(second))
      .to.be.revertedWithCustomError(registry, "NullifierUsed")
      .withArgs(task.taskId, second.nullifier);
    await task.toReveal();
    await expect(task.reveal(second))
      .to.be.revertedWithCustomError(registry, "OpeningMismatch")
      .withArgs(task.taskId, second.nullifier);
  });

  it("Sapien#117: who takes a place and does not reveal loses the bond to the treasury", async () => {
    const { protocol, task, sheets } = await load(revealing);
    const { registry, aia } = protocol.contracts;
    for (const sheet of sheets.slice(1)) await task.reveal(sheet);
    const before = await registry.balanceOf(aia, protocol.deployer);
    await task.toSettle();
    await task.settle();
    expect(await registry.balanceOf(aia, sheets[0].contributor.signer)).to.equal(99n * 10n ** 18n);
    expect((await registry.balanceOf(aia, protocol.deployer)) - before).to.be.greaterThanOrEqual(10n ** 18n);
  });

  it("subtensor#843: an expired commit does not stop its author from committing elsewhere", async () => {
    const { protocol, task, sheets } = await load(committed);
    const later = await publishTask(protocol, { commitDeadline: task.terms.commitDeadline + 20_000n });
    await task.toSettle();
    await task.settle();
    const sheet = later.sheet(sheets[0].contributor, { answers: sheets[0].answers });
    await expect(later.commit(sheet)).to.emit(protocol.contracts.registry, "SheetCommitted");
  });

  it("Sapien POQ-4, POQ-7: a cancelled task pays its escrow back once and takes no action more", async () => {
    const { protocol, task, sheets } = await load(published);
    const { registry, settlement } = protocol.contracts;
    const own = registry.connect(protocol.requester);
    const proof = await task.prove(sheets[0]);
    await own.cancel(task.taskId);
    const refused = async (call: Promise<unknown>, phase: number) => {
      await expect(call)
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, phase, PHASE.Cancelled);
    };
    await refused(own.cancel(task.taskId), PHASE.Commit);
    const { signer } = sheets[0].contributor;
    await refused(registry.connect(signer).commit(task.taskId, task.clear(sheets[0]), proof, "0x"), PHASE.Commit);
    await refused(own.openGold(task.taskId, task.spec, "0x", NOTHING.salt), PHASE.Open);
    await task.toSettle();
    await refused(task.reveal(sheets[0]), PHASE.Reveal);
    await expect(task.settle())
      .to.be.revertedWithCustomError(settlement, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Settle, PHASE.Cancelled);
  });

  it("Sapien POQ-15: what contributors are owed leaves the registry with the settlement", async () => {
    const { protocol, task } = await load(revealed);
    const { registry, settlement, aia } = protocol.contracts;
    await task.settle();
    const [{ args }] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
    const owed = args.payouts.reduce((sum, payout) => sum + payout, 0n);
    expect(await aia.balanceOf(settlement)).to.equal(owed);
    const refund = await registry.balanceOf(aia, protocol.requester);
    await registry.connect(protocol.requester).withdraw(aia, protocol.requester, refund);
    expect(await aia.balanceOf(settlement)).to.equal(owed);
  });

  it("Ocean, our reading: a place is redeemed once", async () => {
    const { task } = await load(settled);
    const { settlement } = task.protocol.contracts;
    await task.claim(0);
    await expect(task.claim(0)).to.be.revertedWithCustomError(settlement, "AlreadyClaimed").withArgs(task.taskId, 0n);
  });

  it("Vana: a settled result cannot be replaced", async () => {
    const { task } = await load(settled);
    const { settlement } = task.protocol.contracts;
    const result = await settlement.resultHashOf(task.taskId);
    const { rows, sheets } = await task.revealed();
    const call = settlement.settle(task.taskId, task.spec, concat(rows), concat(sheets), NOTHING, NOTHING);
    await expect(call)
      .to.be.revertedWithCustomError(settlement, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Settle, PHASE.Settled);
    expect(await settlement.resultHashOf(task.taskId)).to.equal(result);
  });

  it("semaphore#16: a nullifier plus the field order is not another nullifier", async () => {
    const { task, sheets } = await load(committed);
    const { registry } = task.protocol.contracts;
    const [sheet] = sheets;
    const nullifier = sheet.nullifier + FIELD_ORDER;
    const own = registry.connect(sheet.contributor.signer);
    await expect(own.commit(task.taskId, { ...task.clear(sheet), nullifier }, await task.prove(sheet), "0x"))
      .to.be.revertedWithCustomError(registry, "NullifierOutOfField")
      .withArgs(nullifier);
  });

  it("a proof that binds no recipient: a thief cannot turn a proof to another payout", async () => {
    const { protocol, task, sheets } = await load(published);
    const { registry } = protocol.contracts;
    const [sheet] = sheets;
    const { answers, contributor, salt } = sheet;
    const turned = task.sheet(contributor, { answers, salt, payout: protocol.outsider.address });
    const proof = await task.prove(sheet);
    const thief = registry.connect(contributor.signer);
    await expect(thief.commit(task.taskId, task.clear(turned), proof, "0x"))
      .to.be.revertedWithCustomError(registry, "ProofInvalid")
      .withArgs(task.taskId, sheet.nullifier);
  });
});
