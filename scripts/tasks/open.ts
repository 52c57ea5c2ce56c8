import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { phaseAt } from "../protocol/phaseAt.ts";
import { readTask } from "../protocol/readTask.ts";
import { isoTime } from "./isoTime.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";

interface OpenArguments {
  account: string;
  sheets: string;
  task: bigint;
}

/** Opens a task's gold from the file that publishing stored. */
export default async function open(args: OpenArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ contract, book, print }) => {
    const taskId = requireTaskNumber(args.task);
    const registry = contract("TaskRegistry");
    const { task, spec } = await readTask(registry, taskId, { fromBlock: book.firstBlock });
    if (!task.goldPending) throw new Error(`Task ${taskId} has no gold to open.`);
    const phase = phaseAt(task, Number(await contract("ProtocolClock").time()));
    if (phase !== "open") {
      const window = [task.commitDeadline, task.revealStart].map(isoTime);
      throw new Error(`Task ${taskId} is in phase "${phase}": gold is opened between ${window.join(" and ")}.`);
    }
    const path = join(args.sheets, "sealed", `${spec.goldHash}.json`);
    const { row, salt } = await readFile(path, "utf8").then(JSON.parse, () => {
      throw new Error(`Cannot read ${path}: give the folder that was used for publishing with --sheets.`);
    });
    await (await registry.openGold(taskId, spec, row, salt)).wait();
    print(`The gold of task ${taskId} is open and its deposit is back in the requester's balance.`);
    return { taskId };
  });
}
