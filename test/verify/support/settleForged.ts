import { type Log, ZeroAddress } from "ethers";

import type { HeldHashes } from "../../../scripts/verify/compareTask.ts";
import type { RawLog } from "../../../scripts/verify/readFacts.ts";
import { forgeReveals } from "../../support/forgeReveals.ts";
import { NOTHING, type TaskLife } from "../../support/TaskLife.ts";

/** The logs of a settled task, and what the contracts hold beside them. */
export interface SettledTask {
  readonly logs: readonly RawLog[];
  readonly held: HeldHashes;
}

/**
 * Settles a task with forged reveals on the chain. The registry never announced them: their events are encoded here, as
 * it would have, and everything else is the chain's own.
 */
export async function settleForged(
  task: TaskLife,
  sheets: readonly Uint8Array[],
  opened: { readonly gold?: typeof NOTHING; readonly model?: typeof NOTHING } = {},
): Promise<SettledTask> {
  const { contracts, outsider, ethers, requester } = task.protocol;
  const { registry, settlement } = contracts;
  await task.toOpen();
  const { gold = NOTHING, model = NOTHING } = opened;
  const own = registry.connect(requester);
  if (opened.gold) await own.openGold(task.taskId, task.spec, gold.row, gold.salt);
  if (opened.model) await own.openModel(task.taskId, task.spec, model.row, model.salt);
  await task.toSettle();
  const { rows, answers } = await forgeReveals(task, sheets);
  await settlement.connect(outsider).settle(task.taskId, task.spec, rows, answers, gold, model);

  const width = 2 * 90;
  const forged = sheets.flatMap((sheet, index) => {
    const row = rows.slice(2 + width * index, 2 + width * (index + 1));
    const [nullifier, payout] = [BigInt(`0x${row.slice(0, 64)}`), `0x${row.slice(64, 104)}`];
    const head = [task.taskId, nullifier, index, 0, 1];
    const commit = [...head, `0x${"11".repeat(32)}`, ZeroAddress, 0, payout];
    return [
      registry.interface.encodeEventLog("SheetCommitted", commit),
      registry.interface.encodeEventLog("SheetRevealed", [...head, payout, sheet]),
    ];
  });
  const addresses = [contracts.policies, registry, settlement].map(({ target }) => target as string);
  const chain: Log[] = await ethers.provider.getLogs({ address: addresses, fromBlock: 0 });
  const { revealHash } = await registry.taskOf(task.taskId);
  return { logs: [...chain, ...forged], held: { revealHash, resultHash: await settlement.resultHashOf(task.taskId) } };
}
