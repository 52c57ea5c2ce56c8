import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { describeCall } from "../governance/describeCall.ts";
import { readScheduled } from "../governance/readScheduled.ts";
import { isoTime } from "./isoTime.ts";
import { rehearse } from "./rehearse.ts";
import { runCommand } from "./runCommand.ts";

/** Makes the calls that a satellite's timelock has held long enough. Any account may send it. */
export default async function executeRemote({ account }: { account: string }, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { contract, book, print } = command;
    const timelock = contract("TimelockController");
    let [done, waiting] = [0, 0];
    for (const { id, target, value, data, predecessor, salt } of await readScheduled(timelock, book.firstBlock)) {
      const text = describeCall(target, data, book);
      if (await timelock.isOperationReady(id)) {
        const call = [target, value, data, predecessor, salt];
        await rehearse(command, timelock, "execute", call, []);
        await (await timelock.execute(...call)).wait();
        print(`Done: ${text}`);
        done++;
      } else if (await timelock.isOperationPending(id)) {
        print(`Held until ${isoTime(await timelock.getTimestamp(id))}: ${text}`);
        waiting++;
      }
    }
    if (done + waiting === 0) print("Nothing waits in the timelock.");
    return { done, waiting };
  });
}
