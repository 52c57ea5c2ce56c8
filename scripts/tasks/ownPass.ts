import { type Command } from "./runCommand.ts";
import { readLogs } from "../protocol/readLogs.ts";

/**
 * Number of the pass that an account holds.
 *
 * @throws Error when it holds none
 */
export async function ownPass({ contract, provider, book }: Command, owner: string): Promise<bigint> {
  const passes = contract("ContributorPass");
  if ((await passes.balanceOf(owner)) > 0n) {
    const topics = passes.interface.encodeFilterTopics("Transfer", [null, owner]);
    const place = { address: await passes.getAddress(), fromBlock: book.firstBlock };
    const logs = await readLogs(provider, { ...place, topics, toBlock: await provider.getBlockNumber() });
    // Its last one: an account holds one pass at a time.
    const last = logs.at(-1);
    if (last) return passes.interface.parseLog(last)!.args.tokenId as bigint;
  }
  throw new Error(`${owner} has no pass on this chain: mint one with the command register.`);
}
