import { AbiCoder, concat, keccak256, ZeroHash } from "ethers";

import type { SheetVerdict } from "./Judgement.ts";
import type { TaskFacts } from "./TaskFacts.ts";

const LEAF = ["uint256", "uint256", "uint256", "address", "uint256", "uint16", "uint8"];

/** Root of the tree that claims are proven against; zero for a task without sheets. */
export function payoutRoot(
  { taskId, field, sheets }: TaskFacts,
  verdicts: readonly SheetVerdict[],
  payouts: readonly bigint[],
  experience: bigint,
): string {
  const leaves = sheets.map(({ nullifier, payout, role }, index) => {
    const earned = verdicts[index].valid && role === 0 ? experience : 0n;
    const values = [taskId, index, nullifier, payout, payouts[index], earned, field];
    return keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(LEAF, values)));
  });
  return leaves.length === 0 ? ZeroHash : nodeOf(leaves, 0);
}

/** Node `at` of the complete binary tree: children at 2i + 1 and 2i + 2, leaves at the end, the first one last. */
function nodeOf(leaves: readonly string[], at: number): string {
  if (at >= leaves.length - 1) return leaves[2 * leaves.length - 2 - at];
  const pair = [nodeOf(leaves, 2 * at + 1), nodeOf(leaves, 2 * at + 2)];
  return keccak256(concat(BigInt(pair[0]) < BigInt(pair[1]) ? pair : pair.reverse()));
}
