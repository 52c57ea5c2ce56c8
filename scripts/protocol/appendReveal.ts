import { AbiCoder, keccak256 } from "ethers";

import type { RevealedSheet } from "./RevealedSheet.ts";

const TYPES = ["uint240", "uint256", "uint8", "uint8", "address", "address", "uint128", "bytes32"];

/** The rolling hash of a task's reveals with one sheet more, 240 bits; equals `Commitments.append`. */
export function appendReveal(hash: bigint, sheet: RevealedSheet): bigint {
  const { nullifier, role, level, payout, relayer, fee, answers } = sheet;
  const values = [hash, nullifier, role, level, payout, relayer, fee, keccak256(answers)];
  return BigInt.asUintN(240, BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(TYPES, values))));
}
