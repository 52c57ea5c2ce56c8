/**
 * TaskRegistry.openGold and openModel
 * ├─ given what was hashed at publication
 * │  ├─ it is opened, and its deposit goes back, once
 * │  └─ it counts when the task is settled
 * ├─ given a row that does not fit the hash, the length or the classes, it refuses
 * ├─ given gold on more than a fifth of the items, it refuses
 * ├─ given another sender, spec or time, it refuses
 * └─ given nothing opened, the deposit is forfeited
 */
import { expect } from "chai";
import { getBytes, id, ZeroHash } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { specHashOf } from "../../scripts/protocol/specHashOf.ts";
import type { TaskSpec } from "../../scripts/protocol/TaskSpec.ts";
import { scoreCategorical } from "../../scripts/scorer/referee/scoreCategorical.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { sealRow } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const AIA = 10n ** 18n;
const SALT = id("salt");
const GOLD = Uint8Array.from([1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]);
const PREDICTIONS = Uint8Array.from(ANSWERS[1]);

/** A task with gold and a model, three sheets committed, in the window of openings. */
async function opening(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const task = await publishTask(
    protocol,
    {},
    { goldHash: sealRow(GOLD, SALT), modelHash: sealRow(PREDICTIONS, SALT) },
  );
  const sheets = ANSWERS.slice(0, 3).map((answers, index) => task.sheet(enrolment[index], { answers }));
  for (const sheet of sheets) await task.commit(sheet);
  await task.toOpen();
  return { protocol, task, sheets, registry: protocol.contracts.registry.connect(protocol.requester) };
}

describe("TaskRegistry.openGold and openModel", () => {
  after(terminateProver);

  describe("given what was hashed at publication", () => {
    it("opens it and gives its deposit back, once", async () => {
      const { protocol, task, registry } = await load(opening);
      const { aia } = protocol.contracts;
      await expect(registry.openGold(task.taskId, task.spec, GOLD, SALT))
        .to.emit(registry, "GoldOpened")
        .withArgs(task.taskId, GOLD, SALT);
      expect(await registry.balanceOf(aia, protocol.requester)).to.equal(4n * AIA);
      await expect(registry.openModel(task.taskId, task.spec, PREDICTIONS, SALT))
        .to.emit(registry, "ModelOpened")
        .withArgs(task.taskId, PREDICTIONS, SALT);
      expect(await registry.balanceOf(aia, protocol.requester)).to.equal(8n * AIA);

      for (const [open, row] of [["openGold", GOLD] as const, ["openModel", PREDICTIONS] as const]) {
        await expect(registry[open](task.taskId, task.spec, row, SALT))
          .to.be.revertedWithCustomError(registry, "NothingToOpen")
          .withArgs(task.taskId);
      }
    });

    it("lets it count when the task is settled, and pays nothing to the model", async () => {
      const { protocol, task, sheets, registry } = await load(opening);
      const { settlement } = protocol.contracts;
      await registry.openGold(task.taskId, task.spec, GOLD, SALT);
      await registry.openModel(task.taskId, task.spec, PREDICTIONS, SALT);
      await task.toReveal();
      for (const sheet of sheets) await task.reveal(sheet);
      const [gold, model] = [GOLD, PREDICTIONS].map((row) => ({ row, salt: SALT }));
      const local = scoreCategorical({
        ...{ items: 12, classes: 3, gold: GOLD, sheets: Uint8Array.of(0, 0, 0, 2) },
        answers: Uint8Array.from([...sheets.flatMap(({ answers }) => [...answers]), ...PREDICTIONS]),
      });
      await expect(task.settle({ gold, model }))
        .to.emit(settlement, "TaskLabelled")
        .withArgs(task.taskId, local.labels, local.confidences);
      const [{ args }] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
      expect([args.verdicts.length, args.payouts.length]).to.deep.equal([3, 3]);
      expect(getBytes(args.payoutRoot)).to.have.length(32);
    });
  });

  describe("given a row that does not fit", () => {
    it("refuses another row or salt than was hashed", async () => {
      const { task, registry } = await load(opening);
      const { goldHash, modelHash } = task.spec;
      for (const [row, salt] of [
        [GOLD.with(0, 2), SALT],
        [GOLD, ZeroHash],
        [new Uint8Array(0), SALT],
      ] as const) {
        await expect(registry.openGold(task.taskId, task.spec, row, salt))
          .to.be.revertedWithCustomError(registry, "HashMismatch")
          .withArgs(goldHash, sealRow(row, salt));
        await expect(registry.openModel(task.taskId, task.spec, row, salt))
          .to.be.revertedWithCustomError(registry, "HashMismatch")
          .withArgs(modelHash, sealRow(row, salt));
      }
    });

    const wrong: [what: string, row: number[], error: string, args: (taskId: bigint) => unknown[]][] = [
      ["of another length", [1], "SheetLengthMismatch", () => [12n, 1n]],
      ["with a class above K", [4, ...new Array<number>(11).fill(0)], "GoldInvalid", (taskId) => [taskId]],
    ];
    wrong.forEach(([what, bytes, error, args]) => {
      it(`refuses a row ${what}, although it was hashed`, async () => {
        const { protocol } = await load(enrolled);
        const row = Uint8Array.from(bytes);
        const hash = sealRow(row, SALT);
        const task = await publishTask(protocol, {}, { goldHash: hash, modelHash: hash });
        const registry = protocol.contracts.registry.connect(protocol.requester);
        await task.toOpen();
        for (const open of ["openGold", "openModel"] as const) {
          await expect(registry[open](task.taskId, task.spec, row, SALT))
            .to.be.revertedWithCustomError(registry, error)
            .withArgs(...args(task.taskId));
        }
      });
    });

    it("takes gold on a single item", async () => {
      const { protocol } = await load(enrolled);
      const row = GOLD.with(0, 0);
      const task = await publishTask(protocol, {}, { goldHash: sealRow(row, SALT) });
      const registry = protocol.contracts.registry.connect(protocol.requester);
      await task.toOpen();
      await expect(registry.openGold(task.taskId, task.spec, row, SALT)).to.emit(registry, "GoldOpened");
    });

    it("takes gold on exactly a fifth of the items", async () => {
      const { protocol } = await load(enrolled);
      const row = GOLD.slice(0, 10);
      const task = await publishTask(protocol, { items: 10n }, { goldHash: sealRow(row, SALT) });
      const registry = protocol.contracts.registry.connect(protocol.requester);
      await task.toOpen();
      await expect(registry.openGold(task.taskId, task.spec, row, SALT)).to.emit(registry, "GoldOpened");
    });

    it("refuses gold on more than a fifth of the items", async () => {
      const { protocol } = await load(enrolled);
      const row = GOLD.with(7, 2);
      const task = await publishTask(protocol, {}, { goldHash: sealRow(row, SALT) });
      const registry = protocol.contracts.registry.connect(protocol.requester);
      await task.toOpen();
      await expect(registry.openGold(task.taskId, task.spec, row, SALT))
        .to.be.revertedWithCustomError(registry, "GoldInvalid")
        .withArgs(task.taskId);
    });
  });

  it("refuses another sender than the requester", async () => {
    const { protocol, task, registry } = await load(opening);
    const thief = registry.connect(protocol.outsider);
    for (const [open, row] of [["openGold", GOLD] as const, ["openModel", PREDICTIONS] as const]) {
      await expect(thief[open](task.taskId, task.spec, row, SALT))
        .to.be.revertedWithCustomError(registry, "RequesterUnauthorized")
        .withArgs(task.taskId, protocol.outsider);
    }
  });

  it("refuses another spec than was published", async () => {
    const { task, registry } = await load(opening);
    const spec = { ...task.spec, goldHash: sealRow(GOLD.with(0, 2), SALT) };
    await expect(registry.openGold(task.taskId, spec, GOLD.with(0, 2), SALT))
      .to.be.revertedWithCustomError(registry, "SpecMismatch")
      .withArgs((await registry.taskOf(task.taskId)).specHash, specHashOf(spec as TaskSpec));
  });

  it("refuses before the commit deadline and from the start of reveals on", async () => {
    const { protocol } = await load(enrolled);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    const task = await publishTask(protocol, {}, { goldHash: sealRow(GOLD, SALT) });
    await expect(registry.openGold(task.taskId, task.spec, GOLD, SALT))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Open, PHASE.Commit);
    await task.toReveal();
    await expect(registry.openGold(task.taskId, task.spec, GOLD, SALT))
      .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
      .withArgs(task.taskId, PHASE.Open, PHASE.Settle);
  });

  it("counts nothing that was not opened, and forfeits its deposit to the treasury", async () => {
    const { protocol, task, sheets, registry } = await load(opening);
    const { deployer, contracts } = protocol;
    await task.toReveal();
    for (const sheet of sheets) await task.reveal(sheet);
    await task.settle({ gold: { row: GOLD, salt: SALT }, model: { row: PREDICTIONS, salt: SALT } });
    const [{ args }] = await registry.queryFilter(registry.filters.TaskClosed(task.taskId));
    const { claims, treasury, refund, settlerFee } = args.distribution;
    expect(claims + treasury + refund + settlerFee).to.equal(50n * AIA);
    expect(treasury).to.be.greaterThanOrEqual(8n * AIA);
    expect(await registry.balanceOf(contracts.aia, deployer)).to.equal(treasury);
    const { labels } = scoreCategorical({
      ...{ items: 12, classes: 3, sheets: new Uint8Array(3) },
      answers: Uint8Array.from(sheets.flatMap(({ answers }) => [...answers])),
    });
    const [labelled] = await contracts.settlement.queryFilter(contracts.settlement.filters.TaskLabelled(task.taskId));
    expect(getBytes(labelled.args.labels)).to.deep.equal(labels);
  });
});
