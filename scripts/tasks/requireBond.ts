import type { Signer } from "ethers";

import type { TaskRecord } from "../protocol/readTask.ts";
import { missingBond } from "./missingBond.ts";
import { requireBalance } from "./requireBalance.ts";
import type { Command } from "./runCommand.ts";
import { tokenAt } from "./tokenAt.ts";

/** @throws Error when an account has not enough of the reward token for one bond */
export async function requireBond(command: Command, record: TaskRecord, bonded: Signer): Promise<void> {
  const account = await bonded.getAddress();
  const missing = await missingBond(command, record, account);
  await requireBalance(tokenAt(command, record.task.token), account, missing, "the bond");
}
