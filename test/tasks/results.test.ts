/**
 * what settling announces
 * ├─ given tasks of any size, in classes and numbers
 * │  ├─ labels, confidences and verdicts are the off-chain referee's, and hashed with the payouts
 * │  └─ the root is that of the leaves, each of which is payable with its field and experience
 * ├─ given a model, its predictions are a row of their own kind, of a single item, too
 * └─ given gold on a fifth of the items, it counts
 */
import { expect } from "chai";
import { AbiCoder, dataSlice, getAddress, getBytes, hexlify, id, keccak256, toBeHex } from "ethers";

import { packVerdict } from "../../scripts/scorer/fuzz/packVerdict.ts";
import { payoutTree } from "../../scripts/protocol/payoutTree.ts";
import { scoreCategorical } from "../../scripts/scorer/referee/scoreCategorical.ts";
import { scoreNumeric } from "../../scripts/scorer/referee/scoreNumeric.ts";
import { crowdSheets } from "../support/crowdSheets.ts";
import type { Protocol } from "../support/deployProtocol.ts";
import { enrolled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { forgeReveals } from "../support/forgeReveals.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { NOTHING, sealRow, type TaskLife } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());
const AIA = 10n ** 18n;
const SALT = id("salt");
const FIELD = 63n;

interface Setting {
  readonly rows: number;
  readonly items: number;
  readonly classes: number;
  readonly gold?: Uint8Array;
  readonly model?: Uint8Array;
}

/** Lets the requester publish work in the field. */
async function approve({ contracts, relayer, requester }: Protocol): Promise<void> {
  await contracts.authority.grantRole(3n, relayer, 0);
  await contracts.policies.connect(relayer).approveFields(requester, 1n << FIELD);
}

/** Each number in the last of four bytes. */
function widen(sheet: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 4 * sheet.length }, (_, byte) => (byte % 4 === 3 ? sheet[byte >> 2] : 0));
}

/** Publishes and settles a task whose sheets are those of a crowd. */
async function settled({ rows, items, classes, gold, model }: Setting) {
  const { protocol } = await load(enrolled);
  await approve(protocol);
  const terms = { quota: BigInt(rows), items: BigInt(items), classes: BigInt(classes), field: FIELD };
  const pool = BigInt(rows) * 10n * AIA + 7n;
  const hashes = { ...(gold && { goldHash: sealRow(gold, SALT) }), ...(model && { modelHash: sealRow(model, SALT) }) };
  const spec = { ...hashes, maximum: classes > 0 ? 0 : 9 };
  const task = await publishTask(protocol, { ...terms, pool, bond: 2n * AIA }, spec);
  await task.toOpen();
  const requester = protocol.contracts.registry.connect(protocol.requester);
  if (gold) await requester.openGold(task.taskId, task.spec, gold, SALT);
  if (model) await requester.openModel(task.taskId, task.spec, model, SALT);
  await task.toReveal();
  const sheets = crowdSheets(rows, items, classes || 9);
  const forged = await forgeReveals(
    task,
    sheets.map((sheet) => (classes > 0 ? sheet : widen(sheet))),
  );
  const sealed = [gold, model].map((row) => (row ? { row, salt: SALT } : NOTHING));
  const { settlement } = protocol.contracts;
  await settlement.settle(task.taskId, task.spec, forged.rows, forged.answers, sealed[0], sealed[1]);
  return { protocol, task, sheets, rows: forged.rows, ...(await announcedOf(task)) };
}

async function announcedOf({ protocol, taskId }: TaskLife) {
  const { settlement } = protocol.contracts;
  const [labelled] = await settlement.queryFilter(settlement.filters.TaskLabelled(taskId));
  const [done] = await settlement.queryFilter(settlement.filters.TaskSettled(taskId));
  const { labels, confidences } = labelled.args;
  const { verdicts, payouts, payoutRoot, resultHash, experience } = done.args;
  const lists = { verdicts: [...verdicts], payouts: [...payouts] };
  return { labels, confidences, ...lists, payoutRoot, resultHash, experience };
}

/** What the off-chain referee says of classes, a model's predictions being the last row. */
function judged(sheets: readonly Uint8Array[], items: number, classes: number, { gold, model }: Partial<Setting> = {}) {
  const kinds = Uint8Array.from([...sheets.map(() => 0), ...(model ? [2] : [])]);
  const answers = Uint8Array.from([...sheets.flatMap((sheet) => [...sheet]), ...(model ?? [])]);
  const { labels, confidences, verdicts } = scoreCategorical({ items, classes, gold, sheets: kinds, answers });
  const packed = verdicts.slice(0, sheets.length).map(packVerdict);
  return { labels: hexlify(labels), confidences: hexlify(confidences), verdicts: packed };
}

/** The same of numbers from 0 to 9. */
function judgedNumbers(sheets: readonly Uint8Array[], items: number) {
  const answers = Int32Array.from(sheets.flatMap((sheet) => [...sheet]));
  const result = scoreNumeric({ items, minimum: 0, maximum: 9, sheets: new Uint8Array(sheets.length), answers });
  const labels = hexlify(getBytes(`0x${Array.from(result.labels, (label) => toBeHex(label, 4).slice(2)).join("")}`));
  return { labels, confidences: hexlify(result.confidences), verdicts: result.verdicts.map(packVerdict) };
}

describe("what settling announces", () => {
  const sizes: [rows: number, items: number, classes: number][] = [
    [3, 1, 2],
    [4, 31, 3],
    [5, 32, 3],
    [6, 33, 4],
    [3, 64, 5],
    [33, 3, 3],
    [5, 7, 0],
    [4, 8, 0],
    [6, 9, 0],
  ];
  for (const [rows, items, classes] of sizes) {
    it(`is right for ${rows} sheets of ${items} ${classes > 0 ? `items of ${classes} classes` : "numbers"}`, async () => {
      const { protocol, task, sheets, rows: packed, ...announced } = await settled({ rows, items, classes });
      const { settlement, aia } = protocol.contracts;
      const { labels, confidences, verdicts, payouts } = announced;
      const expected = classes > 0 ? judged(sheets, items, classes) : judgedNumbers(sheets, items);
      expect({ labels, confidences, verdicts }).to.deep.equal(expected);
      const types = ["bytes", "bytes", "uint256[]", "uint256[]"];
      const hash = keccak256(AbiCoder.defaultAbiCoder().encode(types, [labels, confidences, verdicts, payouts]));
      expect([announced.resultHash, await settlement.resultHashOf(task.taskId)]).to.deep.equal([hash, hash]);

      expect(announced.experience).to.be.greaterThan(0n);
      const leaves = payouts.map((amount, index) => ({
        ...{ taskId: task.taskId, index, amount, field: Number(FIELD) },
        nullifier: BigInt(dataSlice(packed, 90 * index, 90 * index + 32)),
        payout: getAddress(dataSlice(packed, 90 * index + 32, 90 * index + 52)),
        experience: (verdicts[index] >> 40n) & 1n ? Number(announced.experience) : 0,
      }));
      const { root, proofs } = payoutTree(leaves);
      expect(announced.payoutRoot).to.equal(root);
      for (const index of [0, rows - 1]) {
        expect(await settlement.isPayable(aia, leaves[index], proofs[index])).to.equal(true);
        expect(await settlement.isClaimed(task.taskId, index)).to.equal(false);
        await settlement.claim(aia, leaves[index], proofs[index]);
        expect(await settlement.isClaimed(task.taskId, index)).to.equal(true);
        expect(await aia.balanceOf(leaves[index].payout)).to.equal(payouts[index]);
      }
    });
  }

  for (const [rows, items] of [
    [3, 1],
    [4, 12],
    [32, 12],
  ]) {
    it(`counts a model's predictions beside ${rows} sheets of ${items} items`, async () => {
      const model = crowdSheets(rows, items, 3)[0];
      const { sheets, ...announced } = await settled({ rows, items, classes: 3, model });
      const { labels, confidences, verdicts } = announced;
      const expected = judged(sheets, items, 3, { model });
      expect({ labels, confidences, verdicts }).to.deep.equal(expected);
      expect(announced.payouts).to.have.lengthOf(rows);
    });
  }

  it("follows gold of a fifth of the items", async () => {
    const gold = Uint8Array.from([1, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
    const { sheets, labels, confidences, verdicts } = await settled({ rows: 3, items: 10, classes: 3, gold });
    expect({ labels, confidences, verdicts }).to.deep.equal(judged(sheets, 10, 3, { gold }));
    expect(labels.slice(0, 6)).to.equal("0x0102");
  });
});
