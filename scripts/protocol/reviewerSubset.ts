import { AbiCoder, keccak256 } from "ethers";

import type { TaskPlace } from "./scopeOf.ts";

const TYPES = ["uint256", "address", "uint256", "bytes32", "address"];
const HALF = 128n;

/** A task, and the hash of the spec it was published with; see `specHashOf`. */
export interface SpecifiedTask extends TaskPlace {
  readonly specHash: string;
}

/**
 * The items that a reviewer answers, in rising order; equals contracts/tasks/Subsets.sol. They follow from chain, registry,
 * task, spec and reviewer, so that nobody chooses them.
 *
 * @param reviewer address
 * @param items number of items of the task, at least 1
 * @param count how many of them a reviewer answers
 * @example reviewerSubset({ chainId: 42161n, registry: "0x…", taskId: 7n, specHash: "0x…" }, "0x…", 100, 20)
 */
export function reviewerSubset(
  { chainId, registry, taskId, specHash }: SpecifiedTask,
  reviewer: string,
  items: number,
  count: number,
): number[] {
  const values = [chainId, registry, taskId, specHash, reviewer];
  const seed = BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(TYPES, values)));
  const first = Number((seed >> HALF) % BigInt(items));
  let step = 1 + Number(BigInt.asUintN(Number(HALF), seed) % BigInt(items));
  while (gcd(step, items) !== 1) step = (step % items) + 1;
  const subset = Array.from({ length: count }, (_, j) => (first + j * step) % items);
  return subset.sort((a, b) => a - b);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
