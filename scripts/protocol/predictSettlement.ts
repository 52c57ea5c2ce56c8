import { concat, getBytes } from "ethers";

import { scoreCategorical } from "../scorer/referee/scoreCategorical.ts";
import { splitPay } from "../scorer/referee/splitPay.ts";
import type { Verdict } from "../scorer/referee/types.ts";
import { type Distribution, distributionOf } from "./distributionOf.ts";
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
  /** Size of the note of each valid sheet. */
  readonly experience: number;
  readonly distribution: Distribution;
  readonly tree: PayoutTree;
}

/** Fewer sheets than this cannot outvote each other; without gold they are paid flat. */
const MIN_CONFIRMING = 3;
const CONTRIBUTOR = 0;
const MODEL = 2;

/**
 * Computes what `Settlement.settle` will compute, from the reveals so far.
 *
 * @throws RangeError for shapes that the scorer refuses
 */
export function predictSettlement(record: TaskRecord, policy: Policy): SettlementPrediction {
  const { taskId, task, sheets } = record;
  const { labels, confidences, verdicts } = score(record);
  const confirmed = record.gold.row !== "0x" || sheets.length >= MIN_CONFIRMING;
  const terms = { pool: task.pool, quota: task.quota, items: task.items, kind: CONTRIBUTOR, confirmed } as const;
  const split = splitPay(terms, Uint8Array.from(sheets, kindOf), verdicts);
  const revealedFees = sheets.reduce((sum, { fee }) => sum + fee, 0n);
  const experience = experienceOf(task, policy);
  const tree = payoutTree(
    sheets.map(({ nullifier, payout }, index) => ({
      taskId,
      index,
      nullifier,
      payout,
      amount: split.payouts[index],
      experience: verdicts[index].valid ? experience : 0,
      field: task.field,
    })),
  );
  const distribution = distributionOf(task, policy, split, revealedFees);
  return { labels, confidences, verdicts, payouts: split.payouts, confirmed, experience, distribution, tree };
}

/** Runs the referee; a model's predictions are one more row behind the sheets, without a verdict of interest. */
function score({ task, sheets, gold, model }: TaskRecord) {
  if (sheets.length === 0) return { labels: new Uint8Array(), confidences: new Uint8Array(), verdicts: [] };
  if (task.classes === 0) throw new RangeError("Numeric tasks cannot be predicted yet.");
  const withModel = model.row !== "0x";
  const result = scoreCategorical({
    items: task.items,
    classes: task.classes,
    sheets: Uint8Array.from([...sheets.map(kindOf), ...(withModel ? [MODEL] : [])]),
    answers: getBytes(concat([...sheets.map(({ answers }) => answers), model.row])),
    gold: getBytes(gold.row),
  });
  return { ...result, verdicts: result.verdicts.slice(0, sheets.length) };
}

/** Kind byte for the scorer: role | tier << 2, tiers being levels 1–3, 4–6, 7–10. */
function kindOf({ role, level }: RevealedSheet): number {
  return role | ((level <= 3 ? 0 : level <= 6 ? 1 : 2) << 2);
}
