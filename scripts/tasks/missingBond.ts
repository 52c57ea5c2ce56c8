import type { TaskRecord } from "../protocol/readTask.ts";
import type { Command } from "./runCommand.ts";

/** Units of the reward token that an account's prepaid balance lacks for one bond. */
export async function missingBond({ contract }: Command, { task }: TaskRecord, account: string): Promise<bigint> {
  const balance: bigint = await contract("TaskRegistry").getFunction("balanceOf").staticCall(task.token, account);
  return balance < task.bond ? task.bond - balance : 0n;
}
