import type { Contract } from "ethers";

import { identityCommitment } from "../identity/identityCommitment.ts";
import { leafHash } from "../identity/leafHash.ts";
import { packLeaf, type PassTerms } from "../identity/packLeaf.ts";
import type { TreePath } from "../identity/treePath.ts";
import { readLogs } from "../protocol/readLogs.ts";
import { readTree } from "../protocol/readTree.ts";
import type { Command } from "./runCommand.ts";

/** What an eligibility proof is made from, beside the task. */
export interface FoundPass {
  readonly pass: PassTerms;
  readonly path: TreePath;
  readonly root: bigint;
}

/**
 * Finds the newest leaf of an identity in the eligibility tree.
 *
 * @throws Error when the identity has no pass here
 */
export async function findPass({ contract, provider, book }: Command, secret: bigint): Promise<FoundPass> {
  const [tree, passes] = [contract("EligibilityTree"), contract("ContributorPass")];
  const mirror = await readTree(tree, { fromBlock: book.firstBlock });
  const identity = identityCommitment(secret);
  const issued = await leavesOf(passes, identity, book.firstBlock, await provider.getBlockNumber());
  for (const pass of issued.reverse()) {
    const index = mirror.indexOf(leafHash(identity, packLeaf(pass)));
    if (index >= 0) return { pass, path: mirror.path(index), root: mirror.root };
  }
  throw new Error("This account has no pass on this chain: mint one with the command register.");
}

async function leavesOf(passes: Contract, identity: bigint, fromBlock: number, toBlock: number): Promise<PassTerms[]> {
  const topics = passes.interface.encodeFilterTopics("LeafIssued", [null, identity]);
  const address = await passes.getAddress();
  const logs = await readLogs(passes.runner!.provider!, { address, topics, fromBlock, toBlock });
  return logs.map((log) => {
    const { passId, level, skills, validUntil } = passes.interface.parseLog(log)!.args;
    return { passId, level: Number(level), skills, validUntil };
  });
}
