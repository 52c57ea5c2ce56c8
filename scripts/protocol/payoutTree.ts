import { AbiCoder, keccak256, ZeroHash } from "ethers";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";

/** A leaf of a settled task's payout tree; see `PayoutLeaf` in contracts/types/Task.sol. */
export interface PayoutLeaf {
  readonly taskId: bigint;
  /** Row of the sheet, in the order of reveals. */
  readonly index: number;
  readonly nullifier: bigint;
  readonly payout: string;
  /** Units of the reward token. */
  readonly amount: bigint;
  readonly experience: number;
  readonly field: number;
}

/** Root of the payouts, and what each claim has to show. */
export interface PayoutTree {
  /** 32 bytes, zero for a task without sheets. */
  readonly root: string;
  readonly leaves: readonly PayoutLeaf[];
  /** `proofs[i]` belongs to `leaves[i]`. */
  readonly proofs: readonly string[][];
}

const LEAF = ["uint256", "uint256", "uint256", "address", "uint256", "uint16", "uint8"];

/** Builds the tree that contracts/tasks/PayoutTree.sol builds. */
export function payoutTree(leaves: readonly PayoutLeaf[]): PayoutTree {
  if (leaves.length === 0) return { root: ZeroHash, leaves, proofs: [] };
  const tree = SimpleMerkleTree.of(leaves.map(hashOf), { sortLeaves: false });
  return { root: tree.root, leaves, proofs: leaves.map((_, index) => tree.getProof(index)) };
}

/** Hashed twice, so that no inner node can pass for a leaf. */
function hashOf({ taskId, index, nullifier, payout, amount, experience, field }: PayoutLeaf): string {
  const values = [taskId, index, nullifier, payout, amount, experience, field];
  return keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(LEAF, values)));
}
