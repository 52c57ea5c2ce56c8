import { AbiCoder, type Contract, keccak256, ZeroHash } from "ethers";

import { readLogs } from "../protocol/readLogs.ts";

/** A call that a timelock holds, or held. */
export interface ScheduledCall {
  readonly id: string;
  readonly target: string;
  readonly value: bigint;
  readonly data: string;
  readonly predecessor: string;
  readonly salt: string;
}

/** All single calls ever scheduled in a timelock, the oldest first. */
export async function readScheduled(timelock: Contract, fromBlock: number): Promise<ScheduledCall[]> {
  const provider = timelock.runner?.provider;
  if (!provider) throw new Error("The timelock is read without a provider.");
  const topics = [["CallScheduled", "CallSalt"].map((name) => timelock.interface.getEvent(name)!.topicHash)];
  const toBlock = await provider.getBlockNumber();
  const logs = await readLogs(provider, { address: await timelock.getAddress(), topics, fromBlock, toBlock });
  const events = logs.map((log) => timelock.interface.parseLog(log)!);
  const scheduled = events.filter(({ name }) => name === "CallScheduled").map(({ args }) => args);
  const salts = new Map(events.filter(({ name }) => name === "CallSalt").map(({ args }) => [args.id, args.salt]));
  return scheduled
    .map(({ id, target, value, data, predecessor }) => {
      return { id, target, value, data, predecessor, salt: salts.get(id) ?? ZeroHash };
    })
    .filter((call) => call.id === idOf(call));
}

/** Id of a single call; those of batches are made otherwise. */
function idOf({ target, value, data, predecessor, salt }: ScheduledCall): string {
  const types = ["address", "uint256", "bytes", "bytes32", "bytes32"];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, [target, value, data, predecessor, salt]));
}
