import { AbiCoder, type BaseContract, keccak256, type Result } from "ethers";

import { ChainDataError } from "./ChainDataError.ts";
import { type PayoutTree, payoutTree } from "./payoutTree.ts";
import { readLogs } from "./readLogs.ts";
import type { TaskRecord } from "./readTask.ts";

/** How a task was settled, as its events say, checked against the result hash that the chain holds. */
export interface SettlementRecord {
  /** Hexadecimal, one byte per item or four. */
  readonly labels: string;
  /** Hexadecimal, one byte per item. */
  readonly confidences: string;
  /** Packed, see contracts/types/Scoring.sol; one per sheet, in the order of reveals. */
  readonly verdicts: readonly bigint[];
  readonly payouts: readonly bigint[];
  readonly experience: number;
  readonly tree: PayoutTree;
}

/** What to read. */
export interface ReadSettlementOptions {
  /** A block at or before the settling. */
  readonly fromBlock?: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
}

const REVIEWER = 1;
const RESULT = ["bytes", "bytes", "uint256[]", "uint256[]"];

/**
 * Reads the result of a settled task and rebuilds its payout tree.
 *
 * @param settlement a `Settlement` connected to a provider
 * @throws ChainDataError when events are missing or do not give what the chain holds
 */
export async function readSettlement(
  settlement: BaseContract,
  { taskId, task, sheets, block }: TaskRecord,
  { fromBlock = 0, chunk }: ReadSettlementOptions = {},
): Promise<SettlementRecord> {
  const provider = settlement.runner?.provider;
  if (!provider) throw new TypeError("Connect the settlement contract to a provider.");
  const signatures = ["TaskLabelled", "TaskSettled"].map((name) => settlement.getEvent(name).fragment.topicHash);
  const topics = [signatures, `0x${taskId.toString(16).padStart(64, "0")}`];
  const query = { address: await settlement.getAddress(), topics, fromBlock, toBlock: block, chunk };
  const events = (await readLogs(provider, query)).map((log) => settlement.interface.parseLog(log)!);
  const named = (name: string): Result => {
    const found = events.find((event) => event.name === name);
    if (!found) throw new ChainDataError(`The logs of task ${taskId} lack ${name}: ask another node.`);
    return found.args;
  };
  const { labels, confidences } = named("TaskLabelled");
  const settled = named("TaskSettled");
  const [verdicts, payouts]: bigint[][] = [settled.verdicts.toArray(), settled.payouts.toArray()];

  const resultHash = keccak256(AbiCoder.defaultAbiCoder().encode(RESULT, [labels, confidences, verdicts, payouts]));
  const held = await settlement.getFunction("resultHashOf").staticCall(taskId, { blockTag: block });
  if (resultHash !== held) {
    throw new ChainDataError(
      `The events of task ${taskId} do not give the result hash held on the chain: ask another node.`,
    );
  }
  const experience = Number(settled.experience);
  const tree = payoutTree(
    sheets.map(({ nullifier, payout, role }, index) => ({
      taskId,
      index,
      nullifier,
      payout,
      amount: payouts[index],
      experience: (verdicts[index] >> 40n) & 1n && role !== REVIEWER ? experience : 0,
      field: task.field,
    })),
  );
  if (tree.root !== settled.payoutRoot) {
    throw new ChainDataError(
      `The payouts of task ${taskId} do not give its root ${settled.payoutRoot}: ask another node.`,
    );
  }
  return { labels, confidences, verdicts, payouts, experience, tree };
}
