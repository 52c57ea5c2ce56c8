import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { readSettlement } from "../protocol/readSettlement.ts";
import { readTask } from "../protocol/readTask.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";

interface RecordArguments {
  account: string;
  task: bigint;
}

/** Puts the valid sheets of a settled task into the experience tree. Any account may send it. */
export default async function passRecord(args: RecordArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ contract, book, print }) => {
    const taskId = requireTaskNumber(args.task);
    const { firstBlock: fromBlock } = book;
    const record = await readTask(contract("TaskRegistry"), taskId, { fromBlock });
    if (record.task.ending !== 1) throw new Error(`Task ${taskId} is not settled: settle it first.`);
    const { tree, experience: amount } = await readSettlement(contract("Settlement"), record, { fromBlock });

    const experience = contract("Experience");
    const open = [];
    for (const leaf of tree.leaves) {
      if (leaf.experience > 0 && !(await experience.isRecorded(taskId, leaf.index))) open.push(leaf);
    }
    if (open.length === 0) throw new Error(`Task ${taskId} has no experience left to record.`);
    const proofs = open.map(({ index }) => tree.proofs[index]);
    await (await experience.record(record.task.token, open, proofs)).wait();
    print(`Recorded ${open.length} sheets of task ${taskId}, each worth ${amount} points of experience.`);
    return { recorded: open.length, amount };
  });
}
