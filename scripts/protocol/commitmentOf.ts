import { AbiCoder, type BytesLike, id, keccak256 } from "ethers";

import type { TaskPlace } from "./scopeOf.ts";

const COMMITMENT_TYPEHASH = id(
  "AlayaCommitment(uint256 chainId,address registry,uint256 taskId,uint256 nullifier,address payout,bytes32 answersHash,bytes32 salt)",
);

/** What a commitment hides until the reveal, and where it belongs. */
export interface Opening extends TaskPlace {
  readonly nullifier: bigint;
  /** Address that is paid. */
  readonly payout: string;
  /** The answer sheet, one byte for each categorical answer, four for a numeric one. */
  readonly answers: BytesLike;
  /** 32 bytes, see `saltOf`; without it, sheets with few possible answers could be guessed. */
  readonly salt: string;
}

/**
 * Commitment to an answer sheet, bound to chain, registry, task, nullifier and payout: worthless to whoever copies it.
 *
 * @throws when the salt is zero
 * @returns 32 bytes in hexadecimal
 */
export function commitmentOf({ chainId, registry, taskId, nullifier, payout, answers, salt }: Opening): string {
  if (BigInt(salt) === 0n) throw new RangeError("The salt is zero: derive it with saltOf, or take 32 random bytes.");
  const types = ["bytes32", "uint256", "address", "uint256", "uint256", "address", "bytes32", "bytes32"];
  const values = [COMMITMENT_TYPEHASH, chainId, registry, taskId, nullifier, payout, keccak256(answers), salt];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, values));
}
