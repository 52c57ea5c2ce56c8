/**
 * TaskLimits
 * └─ given a task of any shape with every place revealed
 *    ├─ the call that settles has exactly the length that was computed at publication
 *    └─ apart from the scorer it uses no more gas than was computed, and at least half of it
 */
import { expect } from "chai";
import { getBytes, id, type ContractTransactionResponse } from "ethers";

import { crowdSheets } from "../support/crowdSheets.ts";
import { enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { forgeReveals } from "../support/forgeReveals.ts";
import { plain } from "../support/plain.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING, sealRow } from "../support/TaskLife.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const AIA = 10n ** 18n;
const SALT = id("salt");

/** Sets gold and a model beside the sheets. */
interface Shape {
  rows: number;
  items: number;
  classes: number;
  sealed?: boolean;
}

const SHAPES: Shape[] = [
  { rows: 3, items: 1, classes: 2 },
  { rows: 3, items: 500, classes: 2, sealed: true },
  { rows: 3, items: 1_000, classes: 2 },
  { rows: 20, items: 100, classes: 4, sealed: true },
  { rows: 60, items: 10, classes: 2 },
  { rows: 120, items: 2, classes: 2 },
  { rows: 10, items: 16, classes: 0, sealed: true },
];

async function limits(from: Load) {
  const { protocol } = await from(enrolled);
  return { protocol, library: await chain.ethers.deployContract("TaskLibraries") };
}

/** A byte for each class; numbers take four, whose lowest holds it. */
function widen(sheet: Uint8Array, classes: number): Uint8Array {
  return classes > 0
    ? sheet
    : Uint8Array.from({ length: 4 * sheet.length }, (_, i) => (i % 4 === 3 ? sheet[i >> 2] : 0));
}

/** Publishes a task of the shape and settles it with every place revealed. */
async function settleFull({ rows, items, classes, sealed = false }: Shape) {
  const { protocol, library } = await load(limits);
  const { settlement, registry, policies, categoricalScorer, numericScorer } = protocol.contracts;
  const [prediction, ...sheets] = crowdSheets(rows + 1, items, classes || 9).map((sheet) => widen(sheet, classes));
  const skipped = classes > 0 ? [0] : [0x80, 0, 0, 0];
  const known = prediction.slice(0, Math.floor(items / 5) * (classes > 0 ? 1 : 4));
  const gold = Uint8Array.from(prediction, (_, i) => known[i] ?? skipped[i % skipped.length]);
  const hashes = sealed ? { goldHash: sealRow(gold, SALT), modelHash: sealRow(prediction, SALT) } : {};
  const size = { quota: BigInt(rows), items: BigInt(items), classes: BigInt(classes), pool: BigInt(rows) * AIA };
  const task = await publishTask(protocol, size, { ...hashes, maximum: classes > 0 ? 0 : 9 });
  const forged = await forgeReveals(task, sheets);
  const opened = sealed ? [gold, prediction].map((row) => ({ row, salt: SALT })) : [NOTHING, NOTHING];
  if (sealed) {
    const requester = registry.connect(protocol.requester);
    await task.toOpen();
    await requester.openGold(task.taskId, task.spec, gold, SALT);
    await requester.openModel(task.taskId, task.spec, prediction, SALT);
  }
  await task.toReveal();
  const { rows: packed, answers } = forged;
  const tx = await settlement.settle(task.taskId, task.spec, packed, answers, opened[0], opened[1]);
  const policy = plain(await policies.policyAt(1n));
  const scorer = classes > 0 ? categoricalScorer : numericScorer;
  const shape = { items, classes, minimum: 0, maximum: classes > 0 ? 0 : 9 };
  const all = sealed ? [...sheets, prediction] : sheets;
  const kinds = Uint8Array.from(all, (_, index) => (index < rows ? 0 : 2));
  const call = [shape, kinds, joined(all), sealed ? gold : "0x"] as const;
  const data = getBytes(scorer.interface.encodeFunctionData("score", [...call]));
  return {
    tx,
    bound: await library.settleGas(task.terms, task.spec, policy),
    calldata: await library.settleCalldata(task.terms, task.spec),
    scorerBound: await scorer.gasBound(shape, all.length),
    scorerGas: (await scorer.score.estimateGas(...call)) - intrinsicGas(data),
  };
}

function joined(sheets: Uint8Array[]): Uint8Array {
  return Uint8Array.from(sheets.flatMap((sheet) => [...sheet]));
}

/** Gas of a transaction before it runs. */
function intrinsicGas(data: Uint8Array): bigint {
  return 21_000n + data.reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n);
}

async function gasOf(tx: ContractTransactionResponse): Promise<bigint> {
  const receipt = await tx.wait();
  return receipt!.gasUsed;
}

describe("TaskLimits", () => {
  SHAPES.forEach((shape) => {
    const { rows, items, classes, sealed } = shape;
    const kind = classes > 0 ? `${classes} classes` : "numbers";
    it(`bounds ${rows} sheets of ${items} items, ${kind}${sealed ? ", gold and model" : ""}`, async function () {
      this.timeout(120_000);
      const { tx, bound, calldata, scorerBound, scorerGas } = await settleFull(shape);
      expect(calldata).to.equal((tx.data.length - 2) / 2);
      // The scorer's own bound is tested with the scorer.
      const [rest, restBound] = [(await gasOf(tx)) - scorerGas, bound - scorerBound];
      expect(rest).to.be.lessThanOrEqual(restBound);
      expect(2n * rest).to.be.greaterThanOrEqual(restBound);
    });
  });
});
