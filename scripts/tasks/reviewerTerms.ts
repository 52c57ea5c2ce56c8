import type { AnswerShape } from "../protocol/encodeAnswers.ts";
import type { Policy } from "../protocol/Policy.ts";
import type { TaskSpec } from "../protocol/TaskSpec.ts";

/** What a requester says about reviewers. */
export interface ReviewerArguments {
  reviewers: number;
  reviewerItems: number;
  reviewerPercent: string;
  reviewerTolerance: string;
}

/**
 * Places, items and pay of reviewers as a spec holds them; nothing unless there are places.
 *
 * @throws Error naming the option that is wrong
 */
export function reviewerTerms(
  {
    reviewers,
    reviewerItems,
    reviewerPercent,
    reviewerTolerance,
    decimals,
  }: ReviewerArguments & { readonly decimals: number },
  { items, classes }: AnswerShape,
  { reviewerStake }: Policy,
): Pick<TaskSpec, "reviewerPlaces" | "reviewerItems" | "reviewerBps" | "reviewerTolerance"> {
  const none = { reviewerPlaces: 0, reviewerItems: 0, reviewerBps: 0, reviewerTolerance: 0 };
  if (reviewers === 0) return none;
  if (BigInt(reviewerStake) === 0n) throw new Error("Governance allows no reviewers in tasks paid in this token.");
  const share = Math.round(Number(reviewerPercent) * 100);
  if (!(share >= 1 && share <= 5_000)) throw new Error("--reviewerPercent: give 0.01 to 50, in percent of the pool.");
  const part = reviewerItems === 0 ? Math.ceil(items / 5) : reviewerItems;
  if (part > items) throw new Error(`--reviewerItems is ${part}: the task has ${items} items.`);
  const tolerance = Math.round(Number(reviewerTolerance) * 10 ** decimals);
  if (!(tolerance >= 0 && tolerance < 2 ** 32)) throw new Error("--reviewerTolerance: give a number, 0 or more.");
  if (tolerance > 0 && classes > 0) throw new Error("--reviewerTolerance is for numeric answers only.");
  return { reviewerPlaces: reviewers, reviewerItems: part, reviewerBps: share, reviewerTolerance: tolerance };
}
