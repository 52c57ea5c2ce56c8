import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { listSheets } from "../protocol/listSheets.ts";
import { phaseAt } from "../protocol/phaseAt.ts";
import { readTask } from "../protocol/readTask.ts";
import { askRelay } from "./askRelay.ts";
import { isoTime } from "./isoTime.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";

interface RevealArguments {
  account: string;
  sheets: string;
  task: bigint;
  relay: string;
}

/** Reveals all stored sheets of a task in one transaction. Any account may send it. */
export default async function reveal(args: RevealArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ chainId, contract, book, print }) => {
    const taskId = requireTaskNumber(args.task);
    const registry = contract("TaskRegistry");
    const record = await readTask(registry, taskId, { fromBlock: book.firstBlock });
    const phase = phaseAt(record.task, Number(await contract("ProtocolClock").time()));
    if (phase !== "reveal") {
      const start = isoTime(record.task.revealStart);
      throw new Error(`Task ${taskId} is in phase "${phase}": sheets are revealed from ${start}.`);
    }
    const place = { chainId, registry: await registry.getAddress(), taskId };
    const stored = await listSheets(args.sheets, place);
    const committed = new Set(record.commits.map(({ nullifier }) => nullifier));
    for (const { nullifier } of record.sheets) committed.delete(nullifier);
    const openings = stored.map(({ opening }) => opening).filter(({ nullifier }) => committed.has(nullifier));
    if (openings.length === 0) {
      throw new Error(`${args.sheets} holds no sheet of task ${taskId} that is still to be revealed.`);
    }
    if (args.relay === "") await (await registry.revealBatch(taskId, openings)).wait();
    else for (const opening of openings) await askRelay(args.relay, "/reveals", { taskId, opening });
    const done = args.relay === "" ? "Revealed" : "The relay takes";
    print(`${done} ${openings.length} of ${record.commits.length} sheets of task ${taskId}.`);
    return { revealed: openings.length };
  });
}
