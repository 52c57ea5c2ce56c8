import type { Signer } from "ethers";

import type { TaskRecord } from "../protocol/readTask.ts";
import { approve } from "./approve.ts";
import { missingBond } from "./missingBond.ts";
import type { Command } from "./runCommand.ts";
import { tokenAt } from "./tokenAt.ts";

/** Tops an account's prepaid balance up to one bond, from its own tokens. */
export async function fundBond(command: Command, record: TaskRecord, bonded: Signer): Promise<void> {
  const account = await bonded.getAddress();
  const missing = await missingBond(command, record, account);
  if (missing === 0n) return;
  const registry = command.contract("TaskRegistry").connect(bonded);
  const token = tokenAt(command, record.task.token);
  await approve(token.connect(bonded) as typeof token, account, await registry.getAddress(), missing);
  await (await registry.getFunction("deposit").send(record.task.token, account, missing)).wait();
}
