import { getBytes } from "ethers";

import type { TaskRecord } from "./readTask.ts";

/** What resolving a task's reviews gives for one reviewer. */
export interface ReviewOutcome {
  /** Address. */
  readonly reviewer: string;
  /** Answers that gold or two other reviewers could contradict, and those that were wrong. */
  readonly checked: number;
  readonly wrong: number;
  /** Units of AGT that disagreement costs. */
  readonly slashed: bigint;
}

const REVIEWER = 1;
const AGT = 10n ** 18n;

/**
 * Computes what `Reviews.resolve` will compute, from the reveals so far: one outcome per revealed review, in order.
 *
 * An answer is checked where gold is known or two other reviewers agree with each other. It is wrong where it differs from
 * gold or, without gold, where more reviewers agree with an answer that differs from it than with it. A quarter of the
 * checked answers, rounded up, is free; each wrong one beyond costs its share of the stake.
 */
export function predictReviews({ task, spec, sheets, gold }: TaskRecord): ReviewOutcome[] {
  const [least, most] = task.classes > 0 ? [1, task.classes] : [spec.minimum, spec.maximum];
  const read = (row: string) => answersOf(row, task.classes > 0).map((x) => (x < least || x > most ? undefined : x));
  const agree = (a: number, b: number) => Math.abs(a - b) <= spec.reviewerTolerance;
  const known = read(gold.row);
  const reviews = sheets
    .filter(({ role }) => role === REVIEWER)
    .map(({ nullifier, answers }) => ({ reviewer: nullifier, answers: read(answers), checked: 0, wrong: 0 }));
  for (let item = 0; item < task.items; item++) {
    const given = reviews.flatMap((review) => {
      const answer = review.answers[item];
      return answer === undefined ? [] : [{ review, answer }];
    });
    const behind = (answer: number) => given.filter((other) => agree(other.answer, answer)).length;
    const truth = known[item];
    for (const { review, answer } of given) {
      const others = given.filter((other) => other.review !== review);
      const pair = others.some((other) => behind(other.answer) - Number(agree(other.answer, answer)) >= 2);
      const outvoted = others.some((other) => !agree(other.answer, answer) && behind(other.answer) > behind(answer));
      review.checked += Number(truth !== undefined || pair);
      review.wrong += Number(truth === undefined ? outvoted : !agree(answer, truth));
    }
  }
  const stake = BigInt(task.reviewerStake) * AGT;
  return reviews.map(({ reviewer, checked, wrong }) => {
    const costly = wrong - Math.ceil(checked / 4);
    const slashed = costly > 0 ? (stake * BigInt(costly)) / BigInt(checked) : 0n;
    return { reviewer: `0x${reviewer.toString(16).padStart(40, "0")}`, checked, wrong, slashed };
  });
}

/** One number per item, of one byte or of four, big-endian. */
function answersOf(row: string, categorical: boolean): number[] {
  const bytes = getBytes(row);
  if (categorical) return [...bytes];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i));
}
