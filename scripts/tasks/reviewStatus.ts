import { formatUnits } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { reviewerSubset } from "../protocol/reviewerSubset.ts";
import { readTask } from "../protocol/readTask.ts";
import { isoTime } from "./isoTime.ts";
import { runCommand } from "./runCommand.ts";

interface StatusArguments {
  account: string;
  task: bigint;
}

/** Shows a reviewer's stake and, of a task, the items that it answers. */
export default async function reviewStatus({ account, task }: StatusArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async ({ chainId, contract, book, signer, print }) => {
    const owner = await signer.getAddress();
    const { active, leaving, locked, leavesAt } = await contract("ReviewerStake").stakeOf(owner);
    const [staked, held] = [active, locked].map((units) => formatUnits(units));
    print(`${owner} has ${staked} AGT staked; reviews hold ${held}.`);
    if (leaving > 0n) print(`${formatUnits(leaving)} AGT leave from ${isoTime(Number(leavesAt))} on.`);
    const stake = { active, leaving, locked } as Record<string, bigint>;
    if (task === 0n) return stake;

    const registry = contract("TaskRegistry");
    const { task: stored, spec } = await readTask(registry, task, { fromBlock: book.firstBlock });
    if (spec.reviewerPlaces === 0) throw new Error(`Task ${task} has no places for reviewers.`);
    const { specHash } = stored;
    const place = { chainId, registry: await registry.getAddress(), taskId: task, specHash };
    const items = reviewerSubset(place, owner, stored.items, spec.reviewerItems).map((item) => item + 1);
    print(`Of task ${task} it answers the items ${items.join(", ")}.`);
    return { ...stake, items };
  });
}
