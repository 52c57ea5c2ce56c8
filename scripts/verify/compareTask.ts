import { AbiCoder, keccak256 } from "ethers";

import { countErrors, type ReviewFacts } from "./countErrors.ts";
import { experienceSize } from "./experienceSize.ts";
import { listForfeits } from "./listForfeits.ts";
import { payAll } from "./payAll.ts";
import { judgeTask } from "./judgeTask.ts";
import { packVerdict } from "./packVerdict.ts";
import { payoutRoot } from "./payoutRoot.ts";
import { rollingHash } from "./rollingHash.ts";
import type { OpenedRow, TaskFacts } from "./TaskFacts.ts";

const AGT = 10n ** 18n;

/** What the contracts hold beside their events. */
export interface HeldHashes {
  readonly revealHash: bigint;
  readonly resultHash: string;
}

/** Something that was announced, and what the second referee computes in its place. */
export interface Difference {
  readonly what: string;
  readonly announced: string;
  readonly computed: string;
}

/** Computes everything about a settled task again and lists what differs from what the chain says. */
export function compareTask(facts: TaskFacts, held: HeldHashes): Difference[] {
  const { settled } = facts;
  const differences: Difference[] = [];
  const compare = (what: string, announced: unknown, computed: unknown) => {
    if (String(announced) !== String(computed))
      differences.push({ what, announced: String(announced), computed: String(computed) });
  };

  compare("rolling hash", held.revealHash, rollingHash(facts.sheets));
  if (facts.gold) compare("hash of the gold", facts.goldHash, sealOf(facts.gold));
  if (facts.model) compare("hash of the model's predictions", facts.modelHash, sealOf(facts.model));

  const { labels, confidences, verdicts } = judgeTask(facts);
  compareBytes("label", settled.labels, labels, facts.classes === 0 ? 4 : 1, compare);
  compareBytes("confidence", settled.confidences, confidences, 1, compare);
  const packed = verdicts.map(packVerdict);
  compare("number of sheets", settled.verdicts.length, packed.length);
  packed.forEach((verdict, index) => compare(`verdict of sheet ${index}`, settled.verdicts[index], verdict));

  const payouts = payAll(facts, verdicts);
  payouts.forEach((payout, index) => compare(`pay of sheet ${index}`, settled.payouts[index], payout));

  const { feeBps, experienceUnit } = facts;
  const known = feeBps !== undefined && experienceUnit !== undefined;
  const experience = known ? experienceSize(facts.pool, facts.quota, feeBps, experienceUnit) : settled.experience;
  compare("experience", settled.experience, experience);
  compare("payout root", settled.payoutRoot, payoutRoot(facts, verdicts, payouts, experience));

  const types = ["bytes", "bytes", "uint256[]", "uint256[]"];
  const result = keccak256(AbiCoder.defaultAbiCoder().encode(types, [labels, confidences, packed, payouts]));
  compare("result hash", settled.resultHash, result);
  compare("result hash held by the settlement", held.resultHash, result);
  if (facts.reviews.length > 0) compareReviews(facts, compare);
  compareForfeits(facts, compare);
  return differences;
}

function sealOf({ row, salt }: OpenedRow): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32"], [salt, keccak256(row)]));
}

/** Reviews are resolved after settling, all at once. */
function compareReviews(facts: TaskFacts, compare: Compare): void {
  if (facts.reviewerStake === undefined) return;
  const text = ({ reviewer, checked, wrong, slashed }: ReviewFacts) => `${reviewer}: ${wrong}/${checked}, ${slashed}`;
  const outcomes = countErrors(facts, facts.reviewerStake);
  compare("number of reviews", facts.reviews.length, outcomes.length);
  outcomes.forEach((outcome, index) =>
    compare(`outcome of review ${index}`, facts.reviews[index] && text(facts.reviews[index]), text(outcome)),
  );
}

/** A review that was not revealed is forfeited once, for all that it holds; no other is. */
function compareForfeits(facts: TaskFacts, compare: Compare): void {
  const stake = facts.reviewerStake;
  const due = new Map(listForfeits(facts, (stake ?? 0n) * AGT).map(({ reviewer, slashed }) => [reviewer, slashed]));
  for (const { reviewer, slashed } of facts.forfeits) {
    const computed = due.has(reviewer) && stake === undefined ? slashed : due.get(reviewer);
    compare(`forfeit of ${reviewer}`, slashed, computed ?? "none");
    due.delete(reviewer);
  }
}

type Compare = (what: string, announced: unknown, computed: unknown) => void;

function compareBytes(what: string, announced: string, computed: string, width: number, compare: Compare): void {
  compare(`length of the ${what}s`, announced.length, computed.length);
  for (let at = 2, item = 0; at < computed.length; at += 2 * width, ++item) {
    compare(`${what} of item ${item}`, announced.slice(at, at + 2 * width), computed.slice(at, at + 2 * width));
  }
}
