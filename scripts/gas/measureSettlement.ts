import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { dataSlice, getAddress } from "ethers";

import { crowdSheets } from "../../test/support/crowdSheets.ts";
import { forgeReveals, type ForgedReveals } from "../../test/support/forgeReveals.ts";
import { publishTask } from "../../test/support/publishTask.ts";
import { ENROLMENT } from "../../test/support/startChain.ts";
import { leafHash, NOTHING, type TaskLife } from "../../test/support/TaskLife.ts";
import { loadCrowd } from "../main/loadCrowd.ts";
import { encodeInt32 } from "../scorer/fuzz/encodeInt32.ts";
import { randomSource } from "../scorer/fuzz/randomSource.ts";
import type { GasReport } from "./GasReport.ts";
import type { World } from "./openWorld.ts";
import { usedGas } from "./usedGas.ts";

const AIA = 10n ** 18n;
const ROW_BYTES = 90;
const BATCH = 32;
const HIGHEST = 1_000;

type PerLabel = "settlePerLabelK2" | "settlePerLabelK4" | "settlePerLabelNumeric";
type Measured = "settleBluebird" | PerLabel | "claim" | "claimKnownHolder";

/**
 * Settlements and claims. The reveals that they rest on are written into storage: settling is the same whoever proved,
 * and 87 proofs are saved.
 */
export async function measureSettlement(world: World): Promise<Pick<GasReport, Measured | "claimBatchPerSheet">> {
  const crowd = await loadCrowd("data/bluebird");
  const perLabel: number[] = [];
  for (const classes of [2, 4]) {
    const { gas } = await settle(world, crowdSheets(24, 256, classes), classes, 5 * classes);
    perLabel.push(Math.round(gas / (24 * 256)));
  }
  const numeric = await settle(world, numericSheets(24, 64), 0, 25);
  const settlePerLabelNumeric = Math.round(numeric.gas / (24 * 64));
  const { task, forged, gas } = await settle(world, crowd.sheets, 2, 30);
  const claims = await claimAll(world, task, forged);
  const [settlePerLabelK2, settlePerLabelK4] = perLabel;
  return { settleBluebird: gas, settlePerLabelK2, settlePerLabelK4, settlePerLabelNumeric, ...claims };
}

/** Sheets of numbers between 0 and `HIGHEST`, each off by at most 40. */
function numericSheets(rows: number, items: number): Uint8Array[] {
  const random = randomSource(rows * items);
  const truth = Array.from({ length: items }, () => 40 + random(HIGHEST - 80));
  return Array.from({ length: rows }, () =>
    encodeInt32(Int32Array.from(truth, (value) => value + random(41) - random(41))),
  );
}

/** Settles a task that commits until the given day; days must rise from call to call. No classes: numbers. */
async function settle({ protocol }: World, sheets: Uint8Array[], classes: number, day: number) {
  const { settlement } = protocol.contracts;
  const items = classes === 0 ? sheets[0].length / 4 : sheets[0].length;
  const size = { items: BigInt(items), classes: BigInt(classes), quota: BigInt(sheets.length) };
  const pool = BigInt(sheets.length) * AIA;
  const commitDeadline = BigInt(ENROLMENT + day * 86_400);
  const task = await publishTask(protocol, { ...size, pool, commitDeadline }, { maximum: classes === 0 ? HIGHEST : 0 });
  const forged = await forgeReveals(task, sheets);
  await task.toReveal();
  const gas = await usedGas(settlement.settle(task.taskId, task.spec, forged.rows, forged.answers, NOTHING, NOTHING));
  return { task, forged, gas };
}

async function claimAll({ protocol }: World, task: TaskLife, { rows }: ForgedReveals) {
  const { settlement, aia } = protocol.contracts;
  const [{ args }] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
  const leaves = args.payouts.map((amount, index) => ({
    taskId: task.taskId,
    index,
    nullifier: BigInt(dataSlice(rows, index * ROW_BYTES, index * ROW_BYTES + 32)),
    payout: getAddress(dataSlice(rows, index * ROW_BYTES + 32, index * ROW_BYTES + 52)),
    amount,
    experience: (args.verdicts[index] >> 40n) & 1n ? args.experience : 0n,
    field: 0,
  }));
  const tree = SimpleMerkleTree.of(leaves.map(leafHash), { sortLeaves: false });
  const paid = leaves.filter(({ amount }) => amount > 0n);
  const [first, second, ...others] = paid;
  const claim = await usedGas(settlement.claim(aia, first, tree.getProof(first.index)));
  await aia.transfer(second.payout, 1n);
  const claimKnownHolder = await usedGas(settlement.claim(aia, second, tree.getProof(second.index)));
  const batch = others.slice(0, BATCH);
  const proofs = batch.map(({ index }) => tree.getProof(index));
  const batched = await usedGas(settlement.claimBatch(aia, batch, proofs));
  return { claim, claimKnownHolder, claimBatchPerSheet: Math.round(batched / batch.length) };
}
