import { getAddress, isAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { deriveSecret } from "../identity/deriveSecret.ts";
import { phaseAt } from "../protocol/phaseAt.ts";
import { prepareReview } from "../protocol/prepareReview.ts";
import { readTask } from "../protocol/readTask.ts";
import { saveSheet } from "../protocol/saveSheet.ts";
import { isoTime } from "./isoTime.ts";
import { readAnswers } from "./readAnswers.ts";
import { rehearse } from "./rehearse.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";

interface ReviewArguments {
  account: string;
  sheets: string;
  task: bigint;
  answers: string;
  payout: string;
}

/** Commits to a review: checks it, stores it durably, and only then sends it. */
export default async function reviewCommit(args: ReviewArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { chainId, contract, signer, book, print } = command;
    const taskId = requireTaskNumber(args.task);
    if (args.answers === "") throw new Error("Say what you answer: add --answers <file>.");
    if (args.payout !== "" && !isAddress(args.payout))
      throw new Error(`--payout is "${args.payout}": give an address.`);
    const [registry, reviews] = [contract("TaskRegistry"), contract("Reviews")];
    const { task, spec } = await readTask(registry, taskId, { fromBlock: book.firstBlock });
    const phase = phaseAt(task, Number(await contract("ProtocolClock").time()));
    if (phase !== "commit") throw new Error(`Task ${taskId} is in phase "${phase}": commits are over.`);
    if (task.reviews >= task.reviewerPlaces) {
      throw new Error(`All ${task.reviewerPlaces} places for reviewers of task ${taskId} are taken.`);
    }
    const shape = { items: task.items, classes: task.classes, minimum: spec.minimum, maximum: spec.maximum };
    const answers = await readAnswers(args.answers, shape, spec.decimals);

    const reviewer = await signer.getAddress();
    const secret = await deriveSecret(signer, chainId);
    const place = { chainId, registry: await registry.getAddress(), taskId };
    const payout = args.payout === "" ? reviewer : getAddress(args.payout);
    const review = prepareReview({ place, task, reviewer, secret, answers, payout });
    const call = [taskId, review.commit.commitment];
    await rehearse(command, reviews, "commit", call, []);
    const file = await saveSheet(args.sheets, review);
    await (await reviews.commit(...call)).wait();
    const { revealStart, revealDuration, reviewerStake } = task;
    print(`Committed to review task ${taskId}; ${reviewerStake} AGT are locked.`);
    print(`The review is kept in ${file}: reveal it with the command reveal,`);
    print(`between ${isoTime(revealStart)} and ${isoTime(revealStart + revealDuration)}, or all of them are lost.`);
    return { nullifier: review.commit.nullifier, file };
  });
}
