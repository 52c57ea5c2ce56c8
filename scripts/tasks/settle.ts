import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { phaseAt } from "../protocol/phaseAt.ts";
import { predictSettlement } from "../protocol/predictSettlement.ts";
import { readPolicy } from "../protocol/readPolicy.ts";
import { readTask } from "../protocol/readTask.ts";
import { settleArguments } from "../protocol/settleArguments.ts";
import { eventOf } from "./eventOf.ts";
import { isoTime } from "./isoTime.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";
import { tokenAt } from "./tokenAt.ts";
import { unitOf } from "./unitOf.ts";

interface SettleArguments {
  account: string;
  task: bigint;
}

/** Settles a task and says whether the chain came to the predicted result. */
export default async function settle(args: SettleArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { contract, book, print } = command;
    const taskId = requireTaskNumber(args.task);
    const [registry, settlement] = [contract("TaskRegistry"), contract("Settlement")];
    const record = await readTask(registry, taskId, { fromBlock: book.firstBlock });
    const { task } = record;
    const phase = phaseAt(task, Number(await contract("ProtocolClock").time()));
    if (phase !== "settle") {
      const end = isoTime(task.revealStart + task.revealDuration);
      const when = phase === "settled" ? "" : `: it can be settled from ${end}, or when every commit is revealed`;
      throw new Error(`Task ${taskId} is in phase "${phase}"${when}.`);
    }
    const predicted = predictSettlement(record, await readPolicy(contract("TaskPolicies"), task.policy));
    const receipt = await (await settlement.settle(...settleArguments(record))).wait();
    const { payoutRoot } = await eventOf(receipt, settlement, "TaskSettled");
    if (payoutRoot !== predicted.tree.root) {
      throw new Error(
        `Settled, but the chain's payout root is ${payoutRoot} and the predicted one ${predicted.tree.root}.`,
      );
    }
    const { claims, treasury, refund } = predicted.distribution;
    const unit = await unitOf(tokenAt(command, task.token));
    const [paid, kept, back] = [claims, treasury, refund].map(unit);
    print(`Task ${taskId} is settled as predicted, with ${receipt.gasUsed} gas: ${task.items} labels.`);
    print(`To ${record.sheets.length} sheets ${paid}, to the treasury ${kept}, back to the requester ${back}.`);
    if (!predicted.confirmed) print("Warning: too few sheets were revealed to confirm the labels.");
    return { labels: predicted.labels, payoutRoot };
  });
}
