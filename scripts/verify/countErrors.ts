import { getBytes } from "ethers";

import type { TaskFacts } from "./TaskFacts.ts";

/** What is checked, wrong and lost of one reviewer; `reviewer` is an address in lower case. */
export interface ReviewFacts {
  readonly reviewer: string;
  readonly checked: number;
  readonly wrong: number;
  /** Units of AGT. */
  readonly slashed: bigint;
}

const AGT = 10n ** 18n;

/**
 * What each revealed review of a task costs, by the rules of docs/economy.md.
 *
 * @param stake whole AGT that a review holds
 */
export function countErrors(facts: TaskFacts, stake: bigint): ReviewFacts[] {
  const rows = facts.sheets.filter(({ role }) => role === 1);
  const answers = rows.map((row) => readRow(facts, row.answers));
  const gold = facts.gold ? readRow(facts, facts.gold.row) : [];
  const near = (a: number, b: number) => Math.abs(a - b) <= facts.reviewerTolerance;
  return rows.map(({ nullifier }, own) => {
    let [checked, wrong] = [0, 0];
    for (const [item, answer] of answers[own].entries()) {
      if (answer === undefined) continue;
      const all = answers.flatMap((row) => row[item] ?? []);
      const truth = gold[item];
      if (truth !== undefined) {
        checked += 1;
        if (!near(answer, truth)) wrong += 1;
        continue;
      }
      const others = answers.flatMap((row, index) => (index === own ? [] : (row[item] ?? [])));
      const size = (camp: number[], center: number) => camp.filter((each) => near(each, center)).length;
      if (others.some((other) => size(others, other) >= 2)) checked += 1;
      if (others.some((other) => !near(other, answer) && size(all, other) > size(all, answer))) wrong += 1;
    }
    const paidFor = wrong - Math.ceil(checked / 4);
    const slashed = paidFor <= 0 ? 0n : (stake * AGT * BigInt(paidFor)) / BigInt(checked);
    return { reviewer: `0x${nullifier.toString(16).padStart(40, "0")}`, checked, wrong, slashed };
  });
}

/** One entry per item, nothing for a skipped or impossible answer. */
function readRow({ classes, minimum, maximum }: TaskFacts, hex: string): (number | undefined)[] {
  const bytes = getBytes(hex);
  if (classes > 0) return Array.from(bytes, (byte) => (byte >= 1 && byte <= classes ? byte : undefined));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, item) => {
    const number = view.getInt32(4 * item);
    return number >= minimum && number <= maximum ? number : undefined;
  });
}
