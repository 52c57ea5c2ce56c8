import { AbiCoder, id, keccak256 } from "ethers";

const SCOPE_TYPEHASH = id("AlayaScope(uint256 chainId,address registry,uint256 taskId)");

/** The task that an answer sheet belongs to. */
export interface TaskPlace {
  readonly chainId: bigint;
  /** Address of the task registry. */
  readonly registry: string;
  readonly taskId: bigint;
}

/**
 * Scope of a task: a contributor's nullifier follows from it, so that each task, registry and chain has its own.
 *
 * The lowest 8 bits of the hash are dropped: 248 bits are below the order of the circuits' field.
 *
 * @example scopeOf({ chainId: 42161n, registry: "0x…", taskId: 7n })
 */
export function scopeOf({ chainId, registry, taskId }: TaskPlace): bigint {
  const types = ["bytes32", "uint256", "address", "uint256"];
  return BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, [SCOPE_TYPEHASH, chainId, registry, taskId]))) >> 8n;
}
