/**
 * gold without a single label
 * ├─ it is refused, as a row that covers too many items is
 * └─ its task pays two revealed sheets flat, as one without gold does
 */
import { expect } from "chai";
import { id } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { fixturesOf, type Load } from "../support/fixturesOf.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { sealRow } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());
const SALT = id("salt");
const EMPTY = new Uint8Array(12);

/** A task that promised gold without a label, with two sheets that disagree everywhere. */
async function promised(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const task = await publishTask(protocol, {}, { goldHash: sealRow(EMPTY, SALT) });
  const answers = [ANSWERS[0], ANSWERS[0].map((answer) => (answer % 3) + 1)];
  const sheets = answers.map((row, index) => task.sheet(enrolment[index], { answers: row }));
  for (const sheet of sheets) await task.commit(sheet);
  await task.toOpen();
  return { protocol, task, sheets };
}

describe("gold without a single label", () => {
  after(terminateProver);

  it("is refused", async () => {
    const { protocol, task } = await load(promised);
    const registry = protocol.contracts.registry.connect(protocol.requester);
    await expect(registry.openGold(task.taskId, task.spec, EMPTY, SALT))
      .to.be.revertedWithCustomError(registry, "GoldInvalid")
      .withArgs(task.taskId);
  });

  it("leaves the requester without a way to cut the pay of two sheets", async () => {
    const { protocol, task, sheets } = await load(promised);
    const { registry, settlement } = protocol.contracts;
    await registry
      .connect(protocol.requester)
      .openGold(task.taskId, task.spec, EMPTY, SALT)
      .catch(() => undefined);
    await task.toReveal();
    for (const sheet of sheets) await task.reveal(sheet);
    const { goldPending } = await registry.taskOf(task.taskId);
    await task.settle(goldPending ? {} : { gold: { row: EMPTY, salt: SALT } });
    const [settled] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
    const place = task.terms.pool / task.terms.quota;
    expect([...settled.args.payouts]).to.deep.equal([place, place]);
  });
});
