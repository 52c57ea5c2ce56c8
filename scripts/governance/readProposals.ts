import type { Contract } from "ethers";

import { readLogs } from "../protocol/readLogs.ts";

/** A proposal as the chain knows it. */
export interface ProposalRecord {
  readonly id: bigint;
  readonly proposer: string;
  readonly targets: readonly string[];
  readonly values: readonly bigint[];
  readonly calldatas: readonly string[];
  readonly description: string;
}

/** All proposals ever made, the oldest first. */
export async function readProposals(governor: Contract, fromBlock: number): Promise<ProposalRecord[]> {
  const provider = governor.runner?.provider;
  if (!provider) throw new Error("The governor is read without a provider.");
  const event = governor.interface.getEvent("ProposalCreated")!;
  const address = await governor.getAddress();
  const toBlock = await provider.getBlockNumber();
  const logs = await readLogs(provider, { address, topics: [event.topicHash], fromBlock, toBlock });
  return logs.map(({ data, topics }) => {
    const args = governor.interface.decodeEventLog(event, data, topics);
    return {
      id: args.proposalId,
      proposer: args.proposer,
      targets: [...args.targets],
      // "values" is also the name of a method of arrays.
      values: [...args[3]],
      calldatas: [...args.calldatas],
      description: args.description,
    };
  });
}
