import type { BaseContract } from "ethers";

import { syncTreeMirror } from "../identity/syncTreeMirror.ts";
import { TreeMirror } from "../identity/treeMirror.ts";
import { readLogs } from "./readLogs.ts";

/** What to read, and how patiently. */
export interface ReadTreeOptions {
  /** A block at or before the tree's deployment. */
  readonly fromBlock?: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
}

/**
 * Rebuilds a tree from its events and checks its root against the chain's.
 *
 * @param tree an `EligibilityTree` connected to a provider
 * @throws TreeMirrorError when events are missing
 * @throws ChainDataError when the node refuses to answer
 */
export async function readTree(
  tree: BaseContract,
  { fromBlock = 0, chunk }: ReadTreeOptions = {},
): Promise<TreeMirror> {
  const provider = tree.runner?.provider;
  if (!provider) throw new TypeError("Connect the tree to a provider.");
  const [address, toBlock] = await Promise.all([tree.getAddress(), provider.getBlockNumber()]);
  const topics = [tree.getEvent("LeafInserted").fragment.topicHash];
  const logs = await readLogs(provider, { address, topics, fromBlock, toBlock, chunk });
  const events = logs.map((log) => {
    const { index, leaf, root } = tree.interface.parseLog(log)!.args;
    return { index, leaf, root };
  });
  const mirror = new TreeMirror();
  await syncTreeMirror(mirror, { events, chainRoot: await tree.getFunction("root").staticCall({ blockTag: toBlock }) });
  return mirror;
}
