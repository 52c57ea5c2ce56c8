/**
 * What went wrong with tokens and calls elsewhere, tried on the contracts that hold money.
 */
import { expect } from "chai";
import { type BaseContract, concat, type Contract, MaxUint256, ZeroAddress } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { fixturesOf, type Load } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { plain } from "../support/plain.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const TOKEN = 10n ** 18n;
const TRICK = { Fee: 1, Silent: 2, False: 3 };
const BURNT = "0x000000000000000000000000000000000000dEaD";

/** A token that can be told to misbehave, with a policy, a requester who has some and bonds paid in it. */
async function accepted(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const { aia, policies, registry, settlement } = protocol.contracts;
  const { requester, deployer } = protocol;
  const trick = (await chain.ethers.deployContract("TrickToken")) as unknown as Contract;
  const token = String(trick.target);
  const [, policy] = await policies.current(aia);
  await policies.setPolicy(token, plain(policy));
  await trick.getFunction("transfer")(requester, 1_000n * TOKEN);
  for (const signer of [requester, deployer]) {
    await (trick.connect(signer) as Contract).getFunction("approve")(registry, MaxUint256);
  }
  for (const { signer } of enrolment) await registry.deposit(token, signer, TOKEN);
  const spectator = (await chain.ethers.deployContract("Spectator")) as unknown as Contract;
  return { protocol, enrolment, trick, token, spectator, registry, settlement, own: registry.connect(requester) };
}

/** A task paid in that token, with three revealed sheets. */
async function payable(from: Load) {
  const world = await from(accepted);
  const task = await publishTask(world.protocol, { token: world.token });
  const sheets = ANSWERS.slice(0, 3).map((answers, index) => task.sheet(world.enrolment[index], { answers }));
  for (const sheet of sheets) await task.commit(sheet);
  await task.toReveal();
  for (const sheet of sheets) await task.reveal(sheet);
  return { ...world, task, sheets };
}

async function thrownBy(trick: Contract): Promise<string> {
  expect(await trick.getFunction("callbacks")()).to.equal(1n);
  return trick.getFunction("thrown")();
}

describe("known attacks on money", () => {
  after(terminateProver);

  it("block-listed recipient: it stops neither the others' pay nor the settlement", async () => {
    const { protocol, task, trick, token, registry, settlement, sheets } = await load(payable);
    await trick.getFunction("setBlocked")(protocol.deployer);
    await expect(task.settle()).to.emit(settlement, "TaskSettled");
    const { signer } = sheets[0].contributor;
    await trick.getFunction("setBlocked")(signer);
    await expect(task.claim(0)).to.be.revertedWithCustomError(trick, "RecipientBlocked").withArgs(signer);
    await expect(task.claim(1)).to.emit(settlement, "Claimed");
    const own = registry.connect(signer);
    await expect(own.withdraw(token, signer, TOKEN))
      .to.be.revertedWithCustomError(trick, "RecipientBlocked")
      .withArgs(signer);
    await expect(own.withdraw(token, protocol.outsider, TOKEN)).to.changeTokenBalance(
      protocol.ethers,
      trick,
      protocol.outsider,
      TOKEN,
    );
    await trick.getFunction("setBlocked")(ZeroAddress);
    await expect(task.claim(0)).to.emit(settlement, "Claimed");
  });

  it("fee-on-transfer: what does not arrive in full is not taken in", async () => {
    const { protocol, trick, token, registry, own } = await load(accepted);
    await trick.getFunction("setTrick")(TRICK.Fee);
    await expect(own.publish(usualTerms(protocol, { token }), usualSpec()))
      .to.be.revertedWithCustomError(registry, "TokenAmountMismatch")
      .withArgs(token, 42n * TOKEN, (42n * TOKEN * 99n) / 100n);
    await expect(own.deposit(token, protocol.requester, 100n))
      .to.be.revertedWithCustomError(registry, "TokenAmountMismatch")
      .withArgs(token, 100n, 99n);
  });

  it("rebasing: a token needs governance's policy, and a balance that grows or shrinks changes no book", async () => {
    const { protocol, task, trick, token, registry, own, enrolment } = await load(payable);
    const other = (await chain.ethers.deployContract("TrickToken")) as unknown as Contract;
    await expect(own.publish(usualTerms(protocol, { token: String(other.target) }), usualSpec()))
      .to.be.revertedWithCustomError(protocol.contracts.policies, "TokenNotAllowed")
      .withArgs(other.target);
    const booked = () => registry.balanceOf(token, enrolment[3].signer);
    await trick.getFunction("transfer")(registry, 5n * TOKEN);
    expect(await booked()).to.equal(TOKEN);
    await task.settle();
    const [closed] = await registry.queryFilter(registry.filters.TaskClosed(task.taskId));
    const { claims, treasury, refund, settlerFee } = closed.args.distribution;
    expect(claims + treasury + refund + settlerFee).to.equal(42n * TOKEN);

    // Half of everything disappears: the loss stays with this token.
    const inside = await chain.ethers.getImpersonatedSigner(String(registry.target));
    await chain.networkHelpers.setBalance(inside.address, TOKEN);
    const held: bigint = await trick.getFunction("balanceOf")(registry);
    await (trick.connect(inside) as Contract).getFunction("transfer")(BURNT, held / 2n);
    expect(await booked()).to.equal(TOKEN);
    const { aia } = protocol.contracts;
    const bond = await registry.balanceOf(aia, enrolment[0].signer);
    await registry.connect(enrolment[0].signer).withdraw(aia, enrolment[0].signer, bond);
    expect(bond).to.equal(100n * TOKEN);
  });

  it("missing return values: nothing returned is accepted, false is not", async () => {
    const { task, trick, token, registry, settlement, enrolment, own } = await load(payable);
    const { signer } = enrolment[4];
    await trick.getFunction("setTrick")(TRICK.False);
    for (const call of [
      () => task.settle(),
      () => own.deposit(token, signer, 1n),
      () => registry.connect(signer).withdraw(token, signer, 1n),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(settlement, "SafeERC20FailedOperation").withArgs(token);
    }
    await trick.getFunction("setTrick")(TRICK.Silent);
    await own.deposit(token, signer, 1n);
    await registry.connect(signer).withdraw(token, signer, 1n);
    await task.settle();
    await expect(task.claim(0)).to.emit(settlement, "Claimed");
  });

  it("ERC-777: a callback can take nothing twice, neither a balance nor an escrow nor a claim", async () => {
    const { protocol, task, trick, token, registry, settlement } = await load(payable);
    const guard = registry.interface.encodeErrorResult("ReentrancyGuardReentrantCall");
    const own = registry.connect(protocol.requester);
    const { rows, sheets } = await task.revealed();
    const calls: [BaseContract, string][] = [
      [registry, registry.interface.encodeFunctionData("withdraw", [token, String(trick.target), 1n])],
      [registry, registry.interface.encodeFunctionData("deposit", [token, String(trick.target), 0n])],
      [registry, registry.interface.encodeFunctionData("cancel", [task.taskId])],
    ];
    for (const [target, call] of calls) {
      await load(payable);
      await trick.getFunction("setHook")(target, call);
      await own.deposit(token, protocol.requester, 7n);
      expect(await thrownBy(trick)).to.equal(guard);
      expect(await registry.balanceOf(token, protocol.requester)).to.equal(7n);
    }
    await load(payable);
    const again = settlement.interface.encodeFunctionData("settle", [
      task.taskId,
      task.spec,
      concat(rows),
      concat(sheets),
      NOTHING,
      NOTHING,
    ]);
    await trick.getFunction("setHook")(settlement, again);
    await task.settle();
    expect(await thrownBy(trick)).to.equal(guard);

    await load(payable);
    await task.settle();
    const [{ leaf, proof }] = await task.payouts();
    const claim = settlement.interface.encodeFunctionData("claim", [token, leaf, proof]);
    await trick.getFunction("setHook")(settlement, claim);
    const before: bigint = await trick.getFunction("balanceOf")(settlement);
    await task.claim(0);
    const paid = settlement.interface.encodeErrorResult("AlreadyClaimed", [task.taskId, 0n]);
    expect(await thrownBy(trick)).to.equal(paid);
    expect(await trick.getFunction("balanceOf")(settlement)).to.equal(before - BigInt(leaf.amount));
  });

  it("read-only re-entry: who looks in the middle of a transfer sees what holds after it", async () => {
    const { protocol, task, trick, token, spectator, registry, settlement, own } = await load(payable);
    const { requester } = protocol;
    const balance = registry.interface.encodeFunctionData("balanceOf", [token, requester.address]);
    const phase = (id: bigint) => registry.interface.encodeFunctionData("phaseOf", [id]);
    const claimed = settlement.interface.encodeFunctionData("isClaimed", [task.taskId, 0n]);
    const result = settlement.interface.encodeFunctionData("resultHashOf", [task.taskId]);
    /** What the spectator sees while `action` moves tokens. */
    const during = async (action: () => Promise<unknown>, looks: [BaseContract, string][]) => {
      const targets = looks.map(([{ target }]) => target);
      const look = spectator.interface.encodeFunctionData("look", [targets, looks.map(([, call]) => call)]);
      await trick.getFunction("setHook")(spectator, look);
      await action();
      expect(await trick.getFunction("thrown")()).to.equal("0x");
      const words: bigint[] = [];
      for (const index of looks.keys()) words.push(BigInt(await spectator.getFunction("seen")(index)));
      return words;
    };
    const fresh = async () => void (await load(payable));

    await own.deposit(token, requester, 9n);
    expect(await during(() => own.withdraw(token, requester, 4n), [[registry, balance]])).to.deep.equal([5n]);

    await fresh();
    const commitDeadline = task.terms.commitDeadline + 86_400n;
    const idle = await publishTask(protocol, { token, commitDeadline });
    expect(await during(() => own.cancel(idle.taskId), [[registry, phase(idle.taskId)]])).to.deep.equal([
      BigInt(PHASE.Cancelled),
    ]);

    await fresh();
    const looks: [BaseContract, string][] = [
      [registry, phase(task.taskId)],
      [registry, balance],
      [settlement, result],
    ];
    expect(await during(() => task.settle(), looks)).to.deep.equal([
      BigInt(PHASE.Settled),
      await registry.balanceOf(token, requester),
      BigInt(await settlement.resultHashOf(task.taskId)),
    ]);

    await fresh();
    await task.settle();
    expect(await settlement.isClaimed(task.taskId, 0n)).to.equal(false);
    expect(await during(() => task.claim(0), [[settlement, claimed]])).to.deep.equal([1n]);
  });
});
