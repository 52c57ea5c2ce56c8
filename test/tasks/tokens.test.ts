/**
 * reward tokens that misbehave
 * ├─ given a token that takes a fee, publishing and depositing refuse it
 * ├─ given a token that returns false, every path refuses it
 * ├─ given a token that returns nothing, every path works
 * ├─ given a token that calls back, nothing can be taken twice
 * └─ given a recipient that the token blocks, the others are paid
 */
import { expect } from "chai";
import { MaxUint256, type Contract } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const TOKEN = 10n ** 18n;
const TRICK = { None: 0, Fee: 1, Silent: 2, False: 3 };

/** A task paid in a token that can be told to misbehave, with three sheets committed. */
async function tricky(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const { aia, policies, registry } = protocol.contracts;
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
  const task = await publishTask(protocol, { token });
  const sheets = ANSWERS.slice(0, 3).map((answers, index) => task.sheet(enrolment[index], { answers }));
  for (const sheet of sheets) await task.commit(sheet);
  return { protocol, task, sheets, trick, token, registry, settlement: protocol.contracts.settlement };
}

/** The same with every sheet revealed. */
async function payable(from: Load) {
  const world = await from(tricky);
  await world.task.toReveal();
  for (const sheet of world.sheets) await world.task.reveal(sheet);
  return world;
}

async function thrownBy(trick: Contract): Promise<string> {
  expect(await trick.getFunction("callbacks")()).to.equal(1n);
  return trick.getFunction("thrown")();
}

describe("reward tokens that misbehave", () => {
  after(terminateProver);

  it("refuses a token that takes a fee, when publishing and depositing", async () => {
    const { protocol, trick, token, registry } = await load(tricky);
    await trick.getFunction("setTrick")(TRICK.Fee);
    const own = registry.connect(protocol.requester);
    await expect(own.publish(usualTerms(protocol, { token }), usualSpec()))
      .to.be.revertedWithCustomError(registry, "TokenAmountMismatch")
      .withArgs(token, 42n * TOKEN, (42n * TOKEN * 99n) / 100n);
    await expect(own.deposit(token, protocol.requester, 100n))
      .to.be.revertedWithCustomError(registry, "TokenAmountMismatch")
      .withArgs(token, 100n, 99n);
  });

  it("refuses a token that returns false on every path", async () => {
    const { protocol, task, trick, token, registry, settlement } = await load(payable);
    const own = registry.connect(protocol.requester);
    const terms = usualTerms(protocol, { token, commitDeadline: task.terms.commitDeadline + 86_400n });
    await own.publish(terms, usualSpec());
    await trick.getFunction("setTrick")(TRICK.False);
    const refused = async (call: Promise<unknown>) => {
      await expect(call).to.be.revertedWithCustomError(settlement, "SafeERC20FailedOperation").withArgs(token);
    };
    await refused(own.publish(terms, usualSpec()));
    await refused(own.deposit(token, protocol.requester, 1n));
    await refused(own.cancel(task.taskId + 1n));
    await refused(task.settle());
    await refused(registry.connect(task.protocol.contributors[0]).withdraw(token, protocol.requester, 1n));
    await trick.getFunction("setTrick")(TRICK.None);
    await task.settle();
    await trick.getFunction("setTrick")(TRICK.False);
    await refused(task.claim(0));
  });

  it("works with a token that returns nothing", async () => {
    const { task, trick, settlement } = await load(payable);
    await trick.getFunction("setTrick")(TRICK.Silent);
    await task.settle();
    await expect(task.claim(0)).to.emit(settlement, "Claimed");
  });

  it("lets no callback withdraw, deposit or publish while money moves", async () => {
    const { protocol, trick, token, registry } = await load(tricky);
    const guard = registry.interface.encodeErrorResult("ReentrancyGuardReentrantCall");
    const own = registry.connect(protocol.requester);
    const nested = [
      registry.interface.encodeFunctionData("withdraw", [token, String(trick.target), 1n]),
      registry.interface.encodeFunctionData("deposit", [token, String(trick.target), 0n]),
      registry.interface.encodeFunctionData("publish", [usualTerms(protocol, { token }), usualSpec()]),
      registry.interface.encodeFunctionData("cancel", [1n]),
    ];
    for (const call of nested) {
      await load(tricky);
      await trick.getFunction("setHook")(registry, call);
      await own.deposit(token, protocol.requester, 7n);
      expect(await thrownBy(trick)).to.equal(guard);
      expect(await registry.balanceOf(token, protocol.requester)).to.equal(7n);
    }
  });

  it("lets no callback claim a leaf twice or settle again", async () => {
    const { task, trick, token, settlement } = await load(payable);
    await task.settle();
    const [{ leaf, proof }] = await task.payouts();
    const call = settlement.interface.encodeFunctionData("claim", [token, leaf, proof]);
    await trick.getFunction("setHook")(settlement, call);
    const before = await trick.getFunction("balanceOf")(settlement);
    await task.claim(0);
    const error = settlement.interface.encodeErrorResult("AlreadyClaimed", [task.taskId, 0n]);
    expect(await thrownBy(trick)).to.equal(error);
    expect(await trick.getFunction("balanceOf")(settlement)).to.equal(before - BigInt(leaf.amount));
  });

  it("pays the others when the token blocks one recipient", async () => {
    const { task, trick, settlement } = await load(payable);
    await task.settle();
    const payouts = await task.payouts();
    await trick.getFunction("setBlocked")(payouts[0].leaf.payout);
    await expect(task.claim(0))
      .to.be.revertedWithCustomError(trick, "RecipientBlocked")
      .withArgs(payouts[0].leaf.payout);
    await expect(task.claim(1)).to.emit(settlement, "Claimed");
    expect(await settlement.isClaimed(task.taskId, 0n)).to.equal(false);
    await trick.getFunction("setBlocked")("0x0000000000000000000000000000000000000000");
    await expect(task.claim(0)).to.emit(settlement, "Claimed");
  });
});
