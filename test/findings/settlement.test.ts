/**
 * What went wrong when others settled and paid, beside what tasks.test.ts tries.
 */
import { expect } from "chai";
import { AbiCoder, concat, dataLength, keccak256, type Provider } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { readTask } from "../../scripts/protocol/readTask.ts";
import { rollingHash } from "../../scripts/verify/rollingHash.ts";
import { ANSWERS, enrolled, revealed, settled } from "../support/fixtures.ts";
import { fixturesOf, type Load } from "../support/fixturesOf.ts";
import { forgeReveals } from "../support/forgeReveals.ts";
import { PHASE } from "../support/phase.ts";
import { plain } from "../support/plain.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { leafHash, NOTHING, type TaskLife } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const AIA = 10n ** 18n;
const LATER = 86_400n;
const ODD_POOL = 40n * AIA + 7n;

/** Four sheets on a task whose pool no number of places divides, the last of them a guess; every one is revealed. */
async function odd(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const task = await publishTask(protocol, { pool: ODD_POOL, bond: 2n * AIA });
  const sheets = [0, 1, 2, 4].map((row, index) => task.sheet(enrolment[index], { answers: ANSWERS[row] }));
  for (const sheet of sheets) await task.commit(sheet);
  await task.toReveal();
  for (const sheet of sheets) await task.reveal(sheet);
  return { protocol, task, sheets };
}

/** What a settled task pays, and where its money went. */
async function outcome({ protocol, taskId }: TaskLife) {
  const { registry, settlement } = protocol.contracts;
  const [done] = await settlement.queryFilter(settlement.filters.TaskSettled(taskId));
  const [event] = await registry.queryFilter(registry.filters.TaskClosed(taskId));
  return { payouts: [...done.args.payouts], money: event.args.distribution };
}

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

describe("known attacks on settlement and claims", () => {
  after(terminateProver);

  it("Sapien POQ-3: a number is never given to a second task, and a leaf pays under its own number only", async () => {
    const { protocol, task } = await load(settled);
    const { registry, settlement, aia } = protocol.contracts;
    const own = registry.connect(protocol.requester);
    const commitDeadline = task.terms.commitDeadline + LATER;
    const cancelled = await publishTask(protocol, { commitDeadline });
    await own.cancel(cancelled.taskId);
    const next = await publishTask(protocol, { commitDeadline });
    expect(next.taskId).to.equal(cancelled.taskId + 1n);
    const [{ leaf, proof }] = await task.payouts();
    for (const taskId of [cancelled.taskId, next.taskId]) {
      await expect(settlement.claim(aia, { ...leaf, taskId }, proof))
        .to.be.revertedWithCustomError(settlement, "PayoutProofInvalid")
        .withArgs(taskId, 0n);
    }
  });

  it("Sapien POQ-8: who answers the own task gets no more experience than the fee pays for, and loses the fee", async () => {
    const { protocol, enrolment } = await load(enrolled);
    const { registry, settlement, aia, policies } = protocol.contracts;
    const { requester } = protocol;
    const wealth = async () => (await aia.balanceOf(requester)) + (await registry.balanceOf(aia, requester));
    const before = await wealth();
    const task = await publishTask(protocol);
    const sheets = [0, 1, 2].map((row) =>
      task.sheet(enrolment[row], { answers: ANSWERS[row], payout: requester.address }),
    );
    for (const sheet of sheets) await task.commit(sheet);
    await task.toReveal();
    for (const sheet of sheets) await task.reveal(sheet);
    const { rows, sheets: answers } = await task.revealed();
    await settlement.connect(requester).settle(task.taskId, task.spec, concat(rows), concat(answers), NOTHING, NOTHING);
    for (const index of [0, 1, 2]) await task.claim(index);

    const [, policy] = await policies.current(aia);
    const earned = (2n * AIA * 3n) / 4n;
    const lost = before - (await wealth());
    expect(lost).to.be.greaterThanOrEqual(earned - (earned * policy.settlerFeeBps) / 10_000n);
    const experience = (await task.payouts()).map(({ leaf }) => BigInt(leaf.experience));
    expect(sum(experience)).to.be.greaterThan(0n);
    expect(sum(experience) * policy.experienceUnit).to.be.lessThanOrEqual(earned);
  });

  it("Sapien POQ-9: nobody reopens what is settled, for a profit or without one", async () => {
    const { protocol, task, sheets } = await load(settled);
    const { registry, settlement, aia } = protocol.contracts;
    const proof = await task.prove(sheets[0]);
    const [{ leaf, proof: path }] = await task.payouts();
    const result = await settlement.resultHashOf(task.taskId);
    const own = registry.connect(protocol.requester);
    const { signer } = sheets[0].contributor;
    const { rows, sheets: answers } = await task.revealed();
    const judge = () => settlement.settle(task.taskId, task.spec, concat(rows), concat(answers), NOTHING, NOTHING);
    const attempts: [() => Promise<unknown>, number][] = [
      [() => own.cancel(task.taskId), PHASE.Commit],
      [() => registry.connect(signer).commit(task.taskId, task.clear(sheets[0]), proof, "0x"), PHASE.Commit],
      [() => own.openGold(task.taskId, task.spec, "0x", NOTHING.salt), PHASE.Open],
      [() => own.openModel(task.taskId, task.spec, "0x", NOTHING.salt), PHASE.Open],
      [judge, PHASE.Settle],
    ];
    for (const [attempt, phase] of attempts) {
      await expect(attempt())
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, phase, PHASE.Settled);
    }
    await expect(task.reveal(sheets[0]))
      .to.be.revertedWithCustomError(registry, "OpeningMismatch")
      .withArgs(task.taskId, sheets[0].nullifier);
    const everything = { claims: 40n * AIA, treasury: 0n, refund: 0n, settlerFee: 0n };
    await expect(own.close(task.taskId, protocol.requester, everything))
      .to.be.revertedWithCustomError(registry, "SettlementUnauthorized")
      .withArgs(protocol.requester.address);
    expect(await settlement.resultHashOf(task.taskId)).to.equal(result);
    expect(await settlement.isPayable(aia, leaf, path)).to.equal(true);
  });

  it("Sapien POQ-10: fewer than three places cannot be published, and fewer than three sheets judge nobody", async () => {
    const { protocol, enrolment } = await load(enrolled);
    const { registry } = protocol.contracts;
    await expect(registry.connect(protocol.requester).publish(usualTerms(protocol, { quota: 2n }), usualSpec()))
      .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("quota"), 2n, 3n, 254n);
    const task = await publishTask(protocol);
    const opposed = [ANSWERS[0], ANSWERS[0].map((answer) => (answer % 3) + 1)];
    const sheets = opposed.map((answers, index) => task.sheet(enrolment[index], { answers }));
    for (const sheet of sheets) await task.commit(sheet);
    await task.toReveal();
    for (const sheet of sheets) await task.reveal(sheet);
    await task.settle();
    expect((await outcome(task)).payouts).to.deep.equal([10n * AIA, 10n * AIA]);
  });

  it("Sapien POQ-14: only a sheet that the consensus finds valid gives experience", async () => {
    const { protocol, task } = await load(odd);
    const { experience, aia, pass } = protocol.contracts;
    await task.settle();
    const payouts = await task.payouts();
    const leaves = payouts.map(({ leaf }) => leaf);
    expect(leaves.map((leaf) => BigInt(leaf.experience) > 0n)).to.deep.equal([true, true, true, false]);
    const proofs = payouts.map(({ proof }) => proof);
    await expect(experience.record(aia, leaves, proofs))
      .to.emit(experience, "NoteSkipped")
      .withArgs(task.taskId, 3n);
    await expect(experience.record(aia, [{ ...leaves[3], experience: 50n }], [proofs[3]]))
      .to.be.revertedWithCustomError(experience, "NoteLeafInvalid")
      .withArgs(task.taskId, 3n);
    await expect(pass.connect(protocol.requester).gainExperience(1n, 50n, 0n))
      .to.be.revertedWithCustomError(pass, "AccessManagedUnauthorized")
      .withArgs(protocol.requester.address);
  });

  it("HUMAN: time that runs out gives no earned pay back to the requester", async () => {
    const { protocol, task } = await load(revealed);
    const { registry, aia } = protocol.contracts;
    const own = registry.connect(protocol.requester);
    const years = 10 * 365 * 86_400;
    await chain.networkHelpers.time.increase(years);
    await expect(own.cancel(task.taskId))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Commit, PHASE.Settle);
    await expect(own.withdraw(aia, protocol.requester, 1n))
      .to.be.revertedWithCustomError(registry, "BalanceInsufficient")
      .withArgs(aia, protocol.requester, 0n, 1n);
    await task.settle();
    const { payouts, money } = await outcome(task);
    expect(money.refund).to.equal(10n * AIA + AIA / 2n);
    await chain.networkHelpers.time.increase(years);
    const [{ leaf }] = await task.payouts();
    await expect(task.claim(0)).to.changeTokenBalance(protocol.ethers, aia, leaf.payout as string, payouts[0]);
  });

  it("UMA gas rebate 66: sheets read from truncated logs settle nothing", async () => {
    const { protocol, task } = await load(revealed);
    const { settlement, registry } = protocol.contracts;
    const { rows, sheets } = await task.revealed();
    const { task: stored, sheets: reveals } = await readTask(registry, task.taskId);
    const settle = (order: number[]) =>
      settlement.settle(
        task.taskId,
        task.spec,
        concat(order.map((index) => rows[index])),
        concat(order.map((index) => sheets[index])),
        NOTHING,
        NOTHING,
      );
    await expect(settle([0, 1]))
      .to.be.revertedWithCustomError(settlement, "RowCountMismatch")
      .withArgs(task.taskId, 3n, 2n);
    for (const order of [
      [0, 1, 1],
      [1, 0, 2],
    ]) {
      await expect(settle(order))
        .to.be.revertedWithCustomError(settlement, "RevealHashMismatch")
        .withArgs(task.taskId, stored.revealHash, rollingHash(order.map((index) => reveals[index])));
    }
    const truncated: Provider = new Proxy(protocol.ethers.provider as unknown as Provider, {
      get(target, name) {
        if (name === "provider") return truncated;
        if (name === "getLogs") {
          return async (filter: Parameters<Provider["getLogs"]>[0]) => (await target.getLogs(filter)).slice(0, -1);
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const refused = await readTask(registry.connect(truncated), task.taskId).catch((error: Error) => error);
    expect(refused).to.have.property("name", "ChainDataError");
    expect((refused as Error).message).to.contain("2 of 3 reveals");
    expect((await readTask(registry.connect(protocol.ethers.provider), task.taskId)).sheets).to.have.lengthOf(3);
  });

  it("openzeppelin-contracts#3091: no inner node of the payout tree passes for a leaf", async () => {
    const { protocol, task } = await load(settled);
    const { settlement, aia } = protocol.contracts;
    const libraries = await protocol.ethers.deployContract("TaskLibraries");
    const [{ leaf, proof }] = await task.payouts();
    const types = ["uint256", "uint256", "uint256", "address", "uint256", "uint16", "uint8"];
    const { taskId, index, nullifier, payout, amount, experience, field } = leaf;
    const encoded = AbiCoder.defaultAbiCoder().encode(types, [
      ...[taskId, index, nullifier, payout, amount, experience, field],
    ]);
    // What a leaf is hashed from has 32 bytes, what an inner node is hashed from has 64.
    const root: unknown = await libraries.getFunction("payoutRoot")([leaf]);
    expect(root).to.equal(keccak256(keccak256(encoded)));
    expect(dataLength(keccak256(encoded))).not.to.equal(64);
    expect(root).to.equal(leafHash(leaf));
    for (const shortened of [proof.slice(1), proof.slice(0, -1), []]) {
      await expect(settlement.claim(aia, leaf, shortened))
        .to.be.revertedWithCustomError(settlement, "PayoutProofInvalid")
        .withArgs(task.taskId, 0n);
    }
  });

  it("a root above the pool: whatever a scorer says, the leaves of a task are worth its pool at most", async () => {
    const { protocol } = await load(enrolled);
    const { policies, registry, aia, settlement } = protocol.contracts;
    const senseless = await protocol.ethers.deployContract("AnyScorer");
    const [, policy] = await policies.current(aia);
    await policies.setPolicy(aia, { ...plain(policy), categoricalScorer: senseless });
    const tasks: TaskLife[] = [];
    for (let seed = 0; seed < 12; ++seed) tasks.push(await publishTask(protocol, { quota: 6n, pool: ODD_POOL }));
    await tasks[0].toSettle();
    let paid = 0;
    for (const [seed, task] of tasks.entries()) {
      const sheets = ANSWERS.map((answers) => answers.map((answer) => (answer + seed) % 4));
      const { rows, answers } = await forgeReveals(task, sheets);
      await settlement.settle(task.taskId, task.spec, rows, answers, NOTHING, NOTHING);
      const { payouts, money } = await outcome(task);
      expect(sum(payouts)).to.equal(money.claims).and.to.be.lessThanOrEqual(ODD_POOL);
      expect(money.claims + money.treasury + money.refund + money.settlerFee).to.equal(
        ODD_POOL + (ODD_POOL * 500n + 9_999n) / 10_000n,
      );
      if (money.claims > 0n) ++paid;
    }
    expect(paid).to.be.greaterThan(6);
    expect(await registry.taskCount()).to.equal(12n);

    // What a scorer could say that costs most: every sheet is valid, and none is a copy.
    const harness = await protocol.ethers.deployContract("PayHarness");
    const terms = { pool: ODD_POOL, quota: 5n, items: 12n, kind: 0n, confirmed: true };
    for (const qualities of [
      [65_535n, 65_535n, 65_535n, 65_535n, 65_535n],
      [1n, 2n, 3n, 4n, 65_535n],
      [1n, 1n, 1n, 1n, 1n],
    ]) {
      const verdicts = qualities.map((quality) => quality | (12n << 16n) | (1n << 32n) | (1n << 40n));
      const [payouts, treasury] = await harness.getFunction("split")(terms, new Uint8Array(5), verdicts);
      expect(sum(payouts as bigint[]) + (treasury as bigint)).to.equal(ODD_POOL);
    }
  });

  it("dust: what division leaves has an owner, to the last unit", async () => {
    const { protocol, task, sheets } = await load(odd);
    const { registry, settlement, aia } = protocol.contracts;
    await task.settle();
    for (const index of sheets.keys()) await task.claim(index);
    const { deployer, requester, relayer, outsider, contributors } = protocol;
    for (const owner of [deployer, requester, relayer, outsider, ...contributors]) {
      const balance = await registry.balanceOf(aia, owner);
      if (balance > 0n) await registry.connect(owner).withdraw(aia, owner, balance);
    }
    expect(await aia.balanceOf(registry)).to.equal(0n);
    expect(await aia.balanceOf(settlement)).to.equal(0n);
  });

  it("first and last claimer: each is paid the own leaf, for the same gas, in whatever order", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      const { protocol, task } = await load(settled);
      const { settlement, aia } = protocol.contracts;
      const payouts = await task.payouts();
      const gas: bigint[] = [];
      for (const index of order) {
        const { leaf } = payouts[index];
        const before = await aia.balanceOf(leaf.payout);
        const receipt = await (await task.claim(index)).wait();
        gas.push(receipt!.gasUsed);
        expect((await aia.balanceOf(leaf.payout)) - before).to.equal(leaf.amount);
      }
      expect(await aia.balanceOf(settlement)).to.equal(0n);
      // The last claim empties the settlement's balance, for which the chain gives back up to 4,800 gas.
      expect(gas[0] - gas[1] < 1_000n && gas[1] - gas[2] < 6_000n, String(gas)).to.equal(true);
    }
  });
});
