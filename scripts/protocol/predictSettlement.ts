import { concat, getBytes, toBeHex } from "ethers";

import { scoreCategorical } from "../scorer/referee/scoreCategorical.ts";
import { scoreNumeric } from "../scorer/referee/scoreNumeric.ts";
import type { Verdict } from "../scorer/referee/types.ts";
import { type Distribution, distributionOf } from "./distributionOf.ts";
import { splitPool } from "./splitPool.ts";
import { experienceOf } from "./experienceOf.ts";
import { type PayoutTree, payoutTree } from "./payoutTree.ts";
import type { Policy } from "./Policy.ts";
import type { TaskRecord } from "./readTask.ts";
import type { RevealedSheet } from "./RevealedSheet.ts";

/** What settling a task gives, before anybody settles it. */
export interface SettlementPrediction {
  /** One per item, in the format of answers; empty when no sheet was revealed. */
  readonly labels: Uint8Array;
  /** One byte per item. */
  readonly confidences: Uint8Array;
  /** One per sheet, in the order of reveals. */
  readonly verdicts: readonly Verdict[];
  /** The same order, in units of the token. */
  readonly payouts: readonly bigint[];
  /** Whether enough sheets, or gold, stand behind the labels. */
  readonly confirmed: boolean;
  /** Size of the note of each contributor's valid sheet. */
  readonly experience: number;
  readonly distribution: Distribution;
  readonly tree: PayoutTree;
}

/** Fewer sheets than this cannot outvote each other; without gold they are paid flat. */
const MIN_CONFIRMING = 3;
const REVIEWER = 1;
const MODEL = 2;

/**
 * Computes what `Settlement.settle` will compute, from the reveals so far.
 *
 * @throws RangeError for shapes that the scorer refuses
 */
export function predictSettlement(record: TaskRecord, policy: Policy): SettlementPrediction {
  const { taskId, task, sheets } = record;
  const { labels, confidences, verdicts } = score(record);
  const contributions = sheets.filter(({ role }) => role !== REVIEWER).length;
  const confirmed = record.gold.row !== "0x" || contributions >= MIN_CONFIRMING;
  const split = splitPool(record, confirmed, Uint8Array.from(sheets, kindOf), verdicts);
  const revealedFees = sheets.reduce((sum, { fee }) => sum + fee, 0n);
  const experience = experienceOf(task, policy);
  const tree = payoutTree(
    sheets.map(({ nullifier, payout, role }, index) => ({
      taskId,
      index,
      nullifier,
      payout,
      amount: split.payouts[index],
      experience: verdicts[index].valid && role !== REVIEWER ? experience : 0,
      field: task.field,
    })),
  );
  const distribution = distributionOf(task, record.spec, policy, split, revealedFees);
  return { labels, confidences, verdicts, payouts: split.payouts, confirmed, experience, distribution, tree };
}

/** Runs the referee; a model's predictions are one more row behind the sheets, whose verdict is cut off. */
function score({ task, spec, sheets, gold, model }: TaskRecord) {
  if (sheets.length === 0) return { labels: new Uint8Array(), confidences: new Uint8Array(), verdicts: [] };
  const kinds = Uint8Array.from([...sheets.map(kindOf), ...(model.row === "0x" ? [] : [MODEL])]);
  const answers = getBytes(concat([...sheets.map((sheet) => sheet.answers), model.row]));
  const { items, classes } = task;
  const { minimum, maximum } = spec;
  const known = getBytes(gold.row);
  const result =
    classes > 0
      ? scoreCategorical({ items, classes, sheets: kinds, answers, gold: known })
      : scoreNumeric({ items, minimum, maximum, sheets: kinds, answers: numbers(answers), gold: numbers(known) });
  const { labels, confidences, verdicts } = result;
  const bytes =
    labels instanceof Int32Array
      ? getBytes(concat(Array.from(labels, (label) => toBeHex(BigInt.asUintN(32, BigInt(label)), 4))))
      : labels;
  return { labels: bytes, confidences, verdicts: verdicts.slice(0, sheets.length) };
}

/** Numeric answers are four bytes each, big-endian. */
function numbers(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i));
}

/** Kind byte for the scorer: role | tier << 2, tiers being levels 1–3, 4–6, 7–10. */
function kindOf({ role, level }: RevealedSheet): number {
  return role | ((level <= 3 ? 0 : level <= 6 ? 1 : 2) << 2);
}
