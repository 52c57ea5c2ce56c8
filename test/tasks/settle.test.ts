/**
 * Settlement.settle
 * ├─ given all revealed rows in order
 * │  ├─ it credits treasury, requester and settler, and unlocks the requester's stake
 * │  ├─ it stores what claims need and the hash of the result
 * │  └─ it accounts for every unit of pool, fee and bonds
 * ├─ given a row that is missing, added, reordered or altered, it refuses
 * ├─ given another spec or time, it refuses
 * ├─ given no commit or no reveal, it refunds pool and fee
 * └─ given fewer than three reveals, it pays a flat price
 */
import { expect } from "chai";
import { AbiCoder, concat, dataSlice, keccak256 } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { specHashOf } from "../../scripts/protocol/specHashOf.ts";
import type { TaskSpec } from "../../scripts/protocol/TaskSpec.ts";
import { rollingHash } from "../../scripts/verify/rollingHash.ts";
import type { SheetFacts } from "../../scripts/verify/TaskFacts.ts";
import { committed, published, revealed, revealing } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING } from "../support/TaskLife.ts";

const chain = await startChain();
const { networkHelpers } = chain;
const load = fixturesOf(chain);
const AIA = 10n ** 18n;

async function world() {
  const { protocol, task, sheets } = await load(revealed);
  const { registry, settlement, aia, stake } = protocol.contracts;
  return { protocol, task, sheets, registry, settlement: settlement.connect(protocol.outsider), aia, stake };
}

async function distributionOf({ task, registry }: Pick<Awaited<ReturnType<typeof world>>, "task" | "registry">) {
  const [{ args }] = await registry.queryFilter(registry.filters.TaskClosed(task.taskId));
  return args.distribution;
}

describe("Settlement.settle", () => {
  after(terminateProver);

  describe("given all revealed rows in order", () => {
    it("credits treasury, requester and settler, and unlocks the requester's stake", async () => {
      const { protocol, task, registry, aia, stake } = await world();
      const { deployer, requester, outsider } = protocol;
      await expect(task.settle())
        .to.emit(stake, "StakeUnlocked")
        .withArgs(requester, 1_000n * AIA);
      const { claims, treasury, refund, settlerFee } = await distributionOf({ task, registry });
      // One of four places stayed empty: 10 AIA and a quarter of the fee of 2 AIA.
      expect(refund).to.equal(10n * AIA + AIA / 2n);
      expect(settlerFee).to.equal((15n * AIA * 500n) / 100_000n);
      expect(await registry.balanceOf(aia, deployer)).to.equal(treasury);
      expect(await registry.balanceOf(aia, requester)).to.equal(refund);
      expect(await registry.balanceOf(aia, outsider)).to.equal(settlerFee);
      expect(await aia.balanceOf(protocol.contracts.settlement)).to.equal(claims);
      expect(claims + treasury + refund + settlerFee).to.equal(42n * AIA);
      expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Settled);
    });

    it("stores the hash of labels, confidences, verdicts and payouts", async () => {
      const { task, settlement } = await world();
      await task.settle();
      const [{ args: labelled }] = await settlement.queryFilter(settlement.filters.TaskLabelled(task.taskId));
      const [{ args }] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
      const values = [labelled.labels, labelled.confidences, [...args.verdicts], [...args.payouts]];
      const hash = keccak256(AbiCoder.defaultAbiCoder().encode(["bytes", "bytes", "uint256[]", "uint256[]"], values));
      expect([args.resultHash, await settlement.resultHashOf(task.taskId)]).to.deep.equal([hash, hash]);
    });

    it("leaves the registry with nothing but balances", async () => {
      const { protocol, task, sheets, registry, aia } = await world();
      await task.settle();
      const accounts = [protocol.deployer, protocol.requester, protocol.outsider, protocol.relayer];
      const holders = [...accounts, ...protocol.contributors.slice(0, 5)];
      let sum = 0n;
      for (const account of holders) sum += await registry.balanceOf(aia, account);
      expect(await aia.balanceOf(registry)).to.equal(sum);
      expect(sheets.length).to.equal(3);
    });
  });

  describe("given rows that are not those revealed", () => {
    const changes: [what: string, change: (rows: string[], sheets: string[]) => [string[], string[]]][] = [
      [
        "two rows in another order",
        (rows, sheets) => [
          [rows[1], rows[0], rows[2]],
          [sheets[1], sheets[0], sheets[2]],
        ],
      ],
      ["two sheets swapped", (rows, sheets) => [rows, [sheets[1], sheets[0], sheets[2]]]],
      ["one answer altered", (rows, sheets) => [rows, [flip(sheets[0], 0), sheets[1], sheets[2]]]],
      ["another nullifier", (rows, sheets) => [[flip(rows[0], 31), rows[1], rows[2]], sheets]],
      ["another payout", (rows, sheets) => [[flip(rows[0], 51), rows[1], rows[2]], sheets]],
      ["another relayer", (rows, sheets) => [[flip(rows[0], 71), rows[1], rows[2]], sheets]],
      ["another fee", (rows, sheets) => [[flip(rows[0], 87), rows[1], rows[2]], sheets]],
      ["another role", (rows, sheets) => [[flip(rows[0], 88), rows[1], rows[2]], sheets]],
      ["another level", (rows, sheets) => [[flip(rows[0], 89), rows[1], rows[2]], sheets]],
      [
        "one row twice",
        (rows, sheets) => [
          [rows[0], rows[0], rows[2]],
          [sheets[0], sheets[0], sheets[2]],
        ],
      ],
    ];
    changes.forEach(([what, change]) => {
      it(`refuses ${what}`, async () => {
        const { task, registry, settlement } = await world();
        const { rows, sheets } = await task.revealed();
        const changed = change(rows, sheets);
        const actual = rollingHash(changed[0].map((row, index) => factsOf(row, changed[1][index])));
        const [changedRows, changedSheets] = changed.map((list) => concat(list));
        const { revealHash } = await registry.taskOf(task.taskId);
        await expect(settlement.settle(task.taskId, task.spec, changedRows, changedSheets, NOTHING, NOTHING))
          .to.be.revertedWithCustomError(settlement, "RevealHashMismatch")
          .withArgs(task.taskId, revealHash, actual);
        expect(actual).not.to.equal(revealHash);
      });
    });

    it("refuses a missing row, one too many, and sheets of another length", async () => {
      const { task, settlement } = await world();
      const { rows, sheets } = await task.revealed();
      const wrong: [string[], string[], bigint][] = [
        [rows.slice(1), sheets.slice(1), 2n],
        [[...rows, rows[0]], [...sheets, sheets[0]], 4n],
        [rows, sheets.slice(1), 3n],
        [[], [], 0n],
      ];
      for (const [wrongRows, wrongSheets, count] of wrong) {
        const call = [concat(wrongRows), concat(wrongSheets), NOTHING, NOTHING] as const;
        await expect(settlement.settle(task.taskId, task.spec, ...call))
          .to.be.revertedWithCustomError(settlement, "RowCountMismatch")
          .withArgs(task.taskId, 3n, count);
      }
    });
  });

  it("refuses another spec than was published", async () => {
    const { task, registry, settlement } = await world();
    const { rows, sheets } = await task.revealed();
    const call = [concat(rows), concat(sheets), NOTHING, NOTHING] as const;
    const other = { ...task.spec, cid: "other" };
    await expect(settlement.settle(task.taskId, other, ...call))
      .to.be.revertedWithCustomError(settlement, "SpecMismatch")
      .withArgs((await registry.taskOf(task.taskId)).specHash, specHashOf(other as TaskSpec));
  });

  describe("given the wrong time", () => {
    it("refuses while reveals are missing, until the deadline", async () => {
      const { task, sheets } = await load(revealing);
      const { registry, settlement } = task.protocol.contracts;
      await task.reveal(sheets[0]);
      const { revealStart, revealDuration } = await registry.taskOf(task.taskId);
      await networkHelpers.time.setNextBlockTimestamp(revealStart + revealDuration - 1n);
      await expect(task.settle())
        .to.be.revertedWithCustomError(settlement, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Settle, PHASE.Reveal);
      await networkHelpers.time.setNextBlockTimestamp(revealStart + revealDuration);
      await expect(task.settle()).to.emit(settlement, "TaskSettled");
    });

    it("refuses in the commit phase, and a second time", async () => {
      const { task } = await load(committed);
      const { settlement } = task.protocol.contracts;
      await expect(task.settle())
        .to.be.revertedWithCustomError(settlement, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Settle, PHASE.Commit);
      const again = await world();
      await again.task.settle();
      await expect(again.task.settle())
        .to.be.revertedWithCustomError(settlement, "TaskNotInPhase")
        .withArgs(again.task.taskId, PHASE.Settle, PHASE.Settled);
    });

    it("still settles years later", async () => {
      const { task, settlement } = await world();
      await networkHelpers.time.increase(10 * 365 * 86_400);
      await expect(task.settle()).to.emit(settlement, "TaskSettled");
    });
  });

  it("refunds pool and fee when nobody committed", async () => {
    const { task } = await load(published);
    const { registry, settlement } = task.protocol.contracts;
    await task.toReveal();
    await task.settle();
    expect([...(await distributionOf({ task, registry }))]).to.deep.equal([0n, 0n, 42n * AIA, 0n]);
    const [{ args }] = await settlement.queryFilter(settlement.filters.TaskLabelled(task.taskId));
    expect([args.labels, args.confidences]).to.deep.equal(["0x", "0x"]);
    expect(await task.payouts()).to.deep.equal([]);
  });

  it("refunds pool and fee when nobody revealed; the bonds go to the treasury", async () => {
    const { task } = await load(committed);
    const { registry } = task.protocol.contracts;
    await task.toSettle();
    await task.settle();
    expect([...(await distributionOf({ task, registry }))]).to.deep.equal([0n, 3n * AIA, 42n * AIA, 0n]);
  });

  it("pays each of fewer than three sheets a flat price, and forfeits the others' bonds", async () => {
    const { task, sheets } = await load(revealing);
    const { registry, settlement } = task.protocol.contracts;
    for (const sheet of sheets.slice(0, 2)) await task.reveal(sheet);
    await task.toSettle();
    await task.settle();
    const [{ args }] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
    expect([...args.payouts]).to.deep.equal([10n * AIA, 10n * AIA]);
    const { claims, treasury, refund, settlerFee } = await distributionOf({ task, registry });
    expect([claims, refund]).to.deep.equal([20n * AIA, 21n * AIA]);
    expect(claims + treasury + refund + settlerFee).to.equal(43n * AIA);
  });

  it("is the only one who may close a task", async () => {
    const { protocol, task, registry } = await world();
    const distribution = { claims: 42n * AIA, treasury: 0n, refund: 0n, settlerFee: 0n };
    await expect(registry.connect(protocol.outsider).close(task.taskId, protocol.outsider, distribution))
      .to.be.revertedWithCustomError(registry, "SettlementUnauthorized")
      .withArgs(protocol.outsider);
  });
});

/** What a packed row says of its sheet. */
function factsOf(row: string, answers: string): SheetFacts {
  const [nullifier, fee] = [dataSlice(row, 0, 32), dataSlice(row, 72, 88)].map(BigInt);
  const [payout, relayer] = [dataSlice(row, 32, 52), dataSlice(row, 52, 72)];
  const [role, level] = [dataSlice(row, 88, 89), dataSlice(row, 89, 90)].map(Number);
  return { nullifier, role, level, payout, relayer, fee, answers };
}

/** The same bytes with the lowest bit of byte `index` turned. */
function flip(bytes: string, index: number): string {
  const byte = Number(dataSlice(bytes, index, index + 1)) ^ 1;
  return concat([dataSlice(bytes, 0, index), Uint8Array.of(byte), dataSlice(bytes, index + 1)]);
}
