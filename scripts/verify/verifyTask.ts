import type { BaseContract, Provider } from "ethers";

import { compareTask, type Difference } from "./compareTask.ts";
import { readFacts } from "./readFacts.ts";

/** Contracts connected to a provider, and where to begin. */
export interface VerifyOptions {
  readonly registry: BaseContract;
  readonly settlement: BaseContract;
  readonly policies: BaseContract;
  readonly reviews: BaseContract;
  readonly taskId: bigint;
  /** A block at or before the first policy. */
  readonly fromBlock: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
}

/**
 * Checks a settled task from its events with a referee that shares no code with the one the protocol uses.
 *
 * @returns what differs; nothing when all is equal
 * @throws LogsIncompleteError when events are missing
 */
export async function verifyTask(options: VerifyOptions) {
  const { registry, settlement, policies, reviews, taskId, fromBlock, chunk = 10_000 } = options;
  const provider = registry.runner?.provider;
  if (!provider) throw new TypeError("Connect the contracts to a provider.");
  const topic = `0x${taskId.toString(16).padStart(64, "0")}`;
  const toBlock = await provider.getBlockNumber();
  const range = { fromBlock, toBlock, chunk };
  const policySet = policies.interface.getEvent("PolicySet")!.topicHash;
  const logs = [
    ...(await logsOf(provider, await policies.getAddress(), [policySet], range)),
    ...(await logsOf(provider, await registry.getAddress(), [null, topic], range)),
    ...(await logsOf(provider, await settlement.getAddress(), [null, topic], range)),
    ...(await logsOf(provider, await reviews.getAddress(), [null, topic], range)),
  ];
  const facts = readFacts(
    [policies, registry, settlement, reviews].map((each) => each.interface),
    logs,
    taskId,
  );
  const { revealHash } = await registry.getFunction("taskOf").staticCall(taskId);
  const resultHash = await settlement.getFunction("resultHashOf").staticCall(taskId);
  return compareTask(facts, { revealHash, resultHash }) satisfies Difference[];
}

async function logsOf(
  provider: Provider,
  address: string,
  topics: (string | null)[],
  { fromBlock, toBlock, chunk }: { fromBlock: number; toBlock: number; chunk: number },
) {
  const logs = [];
  for (let from = fromBlock; from <= toBlock; from += chunk) {
    logs.push(
      ...(await provider.getLogs({ address, topics, fromBlock: from, toBlock: Math.min(toBlock, from + chunk - 1) })),
    );
  }
  return logs;
}
