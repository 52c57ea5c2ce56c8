import { formatUnits } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { predictReviews } from "../protocol/predictReviews.ts";
import { readReviews } from "../protocol/readReviews.ts";
import { readTask } from "../protocol/readTask.ts";
import { resolveArguments } from "../protocol/resolveArguments.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";

interface ResolveArguments {
  account: string;
  task: bigint;
}

/** Ends a settled task's reviews: frees the stake of those who revealed, and slashes the others. */
export default async function reviewResolve(args: ResolveArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ contract, book, print }) => {
    const taskId = requireTaskNumber(args.task);
    const reviews = contract("Reviews");
    const record = await readTask(contract("TaskRegistry"), taskId, { fromBlock: book.firstBlock });
    if (record.task.ending !== 1) throw new Error(`Task ${taskId} is not settled: settle it first.`);
    const { resolvable, hidden } = await readReviews(reviews, record);
    if (!resolvable && hidden.length === 0) throw new Error(`Task ${taskId} has no review to resolve.`);
    const outcomes = resolvable ? predictReviews(record) : [];
    if (resolvable) await (await reviews.resolve(...resolveArguments(record))).wait();
    for (const { reviewer, checked, wrong, slashed } of outcomes) {
      print(`${reviewer}: ${wrong} of ${checked} checked answers were wrong; slashed ${formatUnits(slashed)} AGT.`);
    }
    for (const reviewer of hidden) {
      await (await reviews.forfeit(taskId, reviewer)).wait();
      print(`${reviewer} did not reveal: slashed ${record.task.reviewerStake} AGT.`);
    }
    return { outcomes, forfeited: hidden };
  });
}
