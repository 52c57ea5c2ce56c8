import { AbiCoder, keccak256 } from "ethers";

import type { SheetFacts } from "./TaskFacts.ts";

const TYPES = ["uint240", "uint256", "uint8", "uint8", "address", "address", "uint128", "bytes32"];

/** The hash that binds every revealed sheet, in order. */
export function rollingHash(sheets: readonly SheetFacts[]): bigint {
  let acc = 0n;
  for (const { nullifier, role, level, payout, relayer, fee, answers } of sheets) {
    const values = [acc, nullifier, role, level, payout, relayer, fee, keccak256(answers)];
    acc = BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(TYPES, values))) % 2n ** 240n;
  }
  return acc;
}
