import type { TaskSpec } from "./TaskSpec.ts";

/** The reviewers' part of a pool in units of the token, rounded down; contributors share the rest. */
export function reviewerPoolOf(pool: bigint, { reviewerBps }: Pick<TaskSpec, "reviewerBps">): bigint {
  return (pool * BigInt(reviewerBps)) / 10_000n;
}
