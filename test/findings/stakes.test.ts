/**
 * What went wrong with stakes and bonds elsewhere. What needs somebody whose stake can be slashed (cooldowns, the order
 * of slashing, a slash fee) has its tests where slashing is.
 */
import { expect } from "chai";
import { concat } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { enrolled, published, revealing } from "../support/fixtures.ts";
import { fixturesOf, type Load } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING, type TaskLife } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const TOKEN = 10n ** 18n;
const FEE = (42n * TOKEN) / 1_000n;

/** A sheet that a relayer committed for a fee, and two sheets without a relayer. */
async function relayed(from: Load) {
  const { protocol, task, enrolment, sheets } = await from(published);
  const { signer } = enrolment[0];
  const sheet = task.sheet(enrolment[0], {
    answers: sheets[0].answers,
    relayer: protocol.relayer.address,
    fee: FEE,
  });
  await task.commit(sheet, { sender: protocol.relayer, signature: await task.signBond(sheet, signer) });
  for (const other of sheets.slice(1, 3)) await task.commit(other);
  await task.toReveal();
  return { protocol, task, sheet, sheets: sheets.slice(1, 3) };
}

/** Where the registry said that the task's money goes. */
async function closed({ protocol, taskId }: TaskLife) {
  const { registry } = protocol.contracts;
  const [event] = await registry.queryFilter(registry.filters.TaskClosed(taskId));
  return event.args.distribution;
}

describe("known attacks on stakes", () => {
  after(terminateProver);

  it("UMA PR#4150: what a sheet puts at stake is locked from its commit on, before any answer is known", async () => {
    const { protocol, task, sheets } = await load(published);
    const { registry, aia } = protocol.contracts;
    const [{ signer }] = [sheets[0].contributor];
    const own = registry.connect(signer);
    await task.commit(sheets[0]);
    for (const next of [() => task.toOpen(), () => task.toReveal(), () => task.toSettle()]) {
      await expect(own.withdraw(aia, signer, 99n * TOKEN + 1n))
        .to.be.revertedWithCustomError(registry, "BalanceInsufficient")
        .withArgs(aia, signer, 99n * TOKEN, 99n * TOKEN + 1n);
      await next();
    }
    await task.settle();
    expect(await registry.balanceOf(aia, signer)).to.equal(99n * TOKEN);
  });

  it("Sapien SAP-1, SAP-3: a requester's stake stays until the task is settled, by whatever way it is asked for", async () => {
    const { protocol, task, sheets } = await load(revealing);
    const { stake, agt } = protocol.contracts;
    const own = stake.connect(protocol.requester);
    const [staked, locked] = await stake.stakeOf(protocol.requester);
    expect(locked).to.equal(1_000n * TOKEN);
    const free = staked - locked;
    const refused = async () => {
      await expect(own.unstake(1n))
        .to.be.revertedWithCustomError(stake, "StakeInsufficient")
        .withArgs(protocol.requester, 0n, 1n);
    };
    await own.unstake(free);
    await refused();
    await agt.connect(protocol.requester).approve(stake, free);
    await own.stake(free);
    await own.delegate(protocol.outsider);
    await own.unstake(free);
    await refused();
    for (const sheet of sheets) await task.reveal(sheet);
    await refused();
    await task.settle();
    await own.unstake(locked);
  });

  it("UMA H-01: nobody's stake is rounded away, the last staker's least of all", async () => {
    const { protocol } = await load(enrolled);
    const { stake, agt } = protocol.contracts;
    const [first, second, last] = protocol.contributors;
    const shares = [1n, TOKEN / 3n, 3n * TOKEN + 7n];
    for (const [index, staker] of [first, second, last].entries()) {
      await agt.transfer(staker, shares[index]);
      await agt.connect(staker).approve(stake, shares[index]);
      await stake.connect(staker).stake(shares[index]);
    }
    await stake.connect(second).unstake(TOKEN / 7n);
    for (const [index, staker] of [first, second, last].entries()) {
      const [staked] = await stake.stakeOf(staker);
      await stake.connect(staker).unstake(staked);
      expect(await agt.balanceOf(staker)).to.equal(shares[index]);
      expect(await agt.balanceOf(await stake.vaultOf(staker))).to.equal(0n);
    }
  });

  it("HUMAN, our reading: the relayer's fee leaves a forfeited bond once", async () => {
    const { protocol, task, sheets } = await load(relayed);
    const { registry, aia } = protocol.contracts;
    for (const sheet of sheets) await task.reveal(sheet);
    await task.toSettle();
    await task.settle();
    expect(await registry.balanceOf(aia, protocol.relayer)).to.equal(100n * TOKEN + FEE);
    const { claims, treasury, refund, settlerFee } = await closed(task);
    expect(claims + treasury + refund + settlerFee).to.equal(42n * TOKEN + task.terms.bond - FEE);
  });

  it("Sapien, Quantstamp 2026-05: a forfeit flows neither back to who lost it nor to deposits made before it", async () => {
    const { protocol, task, sheet, sheets } = await load(relayed);
    const { registry, settlement, aia, policies } = protocol.contracts;
    for (const other of sheets) await task.reveal(other);
    await task.toSettle();
    const loser = sheet.contributor.signer;
    for (const account of [loser, protocol.outsider]) {
      await registry.connect(protocol.deployer).deposit(aia, account, 50n * TOKEN);
    }
    const { rows, sheets: answers } = await task.revealed();
    await settlement.connect(loser).settle(task.taskId, task.spec, concat(rows), concat(answers), NOTHING, NOTHING);

    // Two of four places were revealed: half of the fee is earned, and the settler's part of it is all that the loser gets.
    const [, policy] = await policies.current(aia);
    const settlerFee = (TOKEN * policy.settlerFeeBps) / 10_000n;
    expect(await registry.balanceOf(aia, loser)).to.equal(149n * TOKEN + settlerFee);
    expect(await registry.balanceOf(aia, protocol.outsider)).to.equal(50n * TOKEN);
    const { treasury, refund } = await closed(task);
    expect(refund).to.equal(2n * 10n * TOKEN + TOKEN);
    expect(treasury).to.be.greaterThanOrEqual(TOKEN - settlerFee + task.terms.bond - FEE);
  });

  it("Sapien#117: one sheet that is never revealed delays settling, and stops it no longer than its phase", async () => {
    const { task, sheets } = await load(revealing);
    const { settlement } = task.protocol.contracts;
    for (const sheet of sheets.slice(1)) await task.reveal(sheet);
    await expect(task.settle())
      .to.be.revertedWithCustomError(settlement, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Settle, PHASE.Reveal);
    await task.toSettle();
    await expect(task.settle()).to.emit(settlement, "TaskSettled");
  });
});
