import { ANSWERS } from "../../test/support/fixtures.ts";
import { publishTask } from "../../test/support/publishTask.ts";
import {
  commitReview,
  partOf,
  resolveReviews,
  revealReview,
  reviewOf,
  REVIEWERS,
  stakeReviewers,
} from "../../test/support/reviews.ts";
import { ENROLMENT } from "../../test/support/startChain.ts";
import type { GasReport } from "./GasReport.ts";
import type { World } from "./openWorld.ts";
import { usedGas } from "./usedGas.ts";

const DAY = 86_400;

/** Tasks after which the places of a reviewer's commits are used again. */
const PLACES = 32;

type Measured = "commitReviewerFirst" | "commitReviewer" | "revealReviewer108" | "resolveReviewer";

/** What reviewers do, in tasks whose commit phases end after day 35. */
export async function measureReviews({ protocol }: World): Promise<Pick<GasReport, Measured>> {
  const reviewers = protocol.contributors.slice(30, 33);
  await stakeReviewers(protocol, reviewers, 4n);
  const size = { items: 108n, commitDeadline: BigInt(ENROLMENT + 36 * DAY) };
  const spec = { ...REVIEWERS, reviewerItems: 22 };
  const answers = Uint8Array.from({ length: 108 }, (_, item) => ANSWERS[0][item % 12]);
  const review = (task: Awaited<ReturnType<typeof publishTask>>, index: number) =>
    reviewOf(task, reviewers[index], partOf(task, reviewers[index], answers));

  const first = await publishTask(protocol, size, spec);
  const reviews = [0, 1, 2].map((index) => review(first, index));
  const commits: number[] = [];
  for (const each of reviews) commits.push(await usedGas(commitReview(first, each)));
  await first.toReveal();
  const reveals: number[] = [];
  for (const each of reviews) reveals.push(await usedGas(revealReview(first, each)));
  await first.settle();
  const resolved = await usedGas(resolveReviews(first));

  const later = { ...size, commitDeadline: BigInt(ENROLMENT + 40 * DAY) };
  let second = first;
  for (let n = 0; n < PLACES; n++) second = await publishTask(protocol, later, spec);
  await commitReview(second, review(second, 0));
  const commitReviewer = await usedGas(commitReview(second, review(second, 1)));
  return {
    ...{ commitReviewerFirst: commits[1], commitReviewer },
    ...{ revealReviewer108: reveals[1], resolveReviewer: Math.round(resolved / reviews.length) },
  };
}
