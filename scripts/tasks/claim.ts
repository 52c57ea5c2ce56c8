import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { readSettlement } from "../protocol/readSettlement.ts";
import { readTask } from "../protocol/readTask.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";
import { tokenAt } from "./tokenAt.ts";
import { unitOf } from "./unitOf.ts";

interface ClaimArguments {
  account: string;
  task: bigint;
  payout: string;
}

/** Pays all leaves of a settled task that are worth something and not paid yet. Any account may send it. */
export default async function claim(args: ClaimArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { contract, book, print } = command;
    const taskId = requireTaskNumber(args.task);
    const [registry, settlement] = [contract("TaskRegistry"), contract("Settlement")];
    const { firstBlock: fromBlock } = book;
    const record = await readTask(registry, taskId, { fromBlock });
    if (record.task.ending !== 1) throw new Error(`Task ${taskId} is not settled: settle it first.`);
    const { tree } = await readSettlement(settlement, record, { fromBlock });

    const wanted = args.payout.toLowerCase();
    const open = [];
    for (const leaf of tree.leaves) {
      if (leaf.amount === 0n || (wanted !== "" && leaf.payout.toLowerCase() !== wanted)) continue;
      if (!(await settlement.isClaimed(taskId, leaf.index))) open.push(leaf);
    }
    if (open.length === 0)
      throw new Error(`Task ${taskId} owes ${args.payout || "nobody"} ${wanted ? "nothing" : "anything"}.`);
    const proofs = open.map(({ index }) => tree.proofs[index]);
    await (await settlement.claimBatch(record.task.token, open, proofs)).wait();
    const paid = open.reduce((sum, { amount }) => sum + amount, 0n);
    const unit = await unitOf(tokenAt(command, record.task.token));
    for (const { payout, amount } of open) print(`${payout} got ${unit(amount)}.`);
    return { claims: open.length, paid };
  });
}
