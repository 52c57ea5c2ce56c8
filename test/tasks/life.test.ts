/**
 * life of a task
 * └─ given three of four places taken and revealed
 *    ├─ it is labelled as the off-chain referee says
 *    ├─ every unit of the pool, fee and bonds is accounted for
 *    └─ the last claim empties the settlement
 */
import { expect } from "chai";
import { getBytes } from "ethers";

import { scoreCategorical } from "../../scripts/scorer/referee/scoreCategorical.ts";
import { splitPay } from "../../scripts/scorer/referee/splitPay.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { revealed, settled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { startChain } from "../support/startChain.ts";

const load = fixturesOf(await startChain());

describe("life of a task", () => {
  after(terminateProver);

  it("is labelled and paid as the off-chain referee says", async () => {
    const { protocol, task, sheets } = await load(revealed);
    const { settlement } = protocol.contracts;
    const answers = Uint8Array.from(sheets.flatMap((sheet) => [...sheet.answers]));
    const kinds = new Uint8Array(sheets.length);
    const local = scoreCategorical({ items: 12, classes: 3, sheets: kinds, answers });
    const { pool } = task.terms;
    const pay = splitPay({ pool, quota: 4, items: 12, kind: 0, confirmed: true }, kinds, local.verdicts);

    await expect(task.settle())
      .to.emit(settlement, "TaskLabelled")
      .withArgs(task.taskId, local.labels, local.confidences);
    const [event] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
    expect([...event.args.payouts]).to.deep.equal(pay.payouts);
    expect(getBytes(event.args.payoutRoot).length).to.equal(32);
  });

  it("leaves nothing behind after the last claim", async () => {
    const { protocol, task, sheets } = await load(settled);
    const { aia, settlement } = protocol.contracts;
    for (const index of sheets.keys()) await task.claim(index);
    expect(await aia.balanceOf(settlement)).to.equal(0n);
  });
});
