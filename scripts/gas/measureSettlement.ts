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
const ROWS = 24;
/** Of ten items: so few that the fit goes through all of its rounds. */
const KNOWN = 2;

type Whole = "settleBluebird" | "settleK2" | "settleK4" | "settleNumeric";
type PerLabel = "settlePerLabelK2" | "settlePerLabelK4" | "settlePerLabelNumeric";
type Measured = Whole | PerLabel | "claim" | "claimKnownHolder";

/**
 * Settlements and claims. The reveals that they rest on are written into storage: settling is the same whoever proved,
 * and 87 proofs are saved.
 */
export async function measureSettlement(world: World): Promise<Pick<GasReport, Measured | "claimBatchPerSheet">> {
  const crowd = await loadCrowd("data/bluebird");
  const two = await settleTwice(world, 512, (items) => crowdSheets(ROWS, items, 2, KNOWN), 2, 5);
  const four = await settleTwice(world, 256, (items) => crowdSheets(ROWS, items, 4, KNOWN), 4, 15);
  const numeric = await settleTwice(world, 128, (items) => numericSheets(ROWS, items), 0, 25);
  const { task, forged, gas } = await settle(world, crowd.sheets, 2, 35);
  const claims = await claimAll(world, task, forged);
  return {
    settleBluebird: gas,
    settleK2: two.whole,
    settleK4: four.whole,
    settleNumeric: numeric.whole,
    settlePerLabelK2: two.perLabel,
    settlePerLabelK4: four.perLabel,
    settlePerLabelNumeric: numeric.perLabel,
    ...claims,
  };
}

/** Settles a task of `items` items and one of half as many: the gas of the first, and of each label that it has more. */
async function settleTwice(
  world: World,
  items: number,
  sheetsOf: (items: number) => Uint8Array[],
  classes: number,
  day: number,
) {
  const half = await settle(world, sheetsOf(items / 2), classes, day);
  const whole = await settle(world, sheetsOf(items), classes, day + 5);
  return { whole: whole.gas, perLabel: Math.round((whole.gas - half.gas) / (ROWS * (items / 2))) };
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
