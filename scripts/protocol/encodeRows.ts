import { concat, solidityPacked } from "ethers";

import type { RevealedSheet } from "./RevealedSheet.ts";

const TYPES = ["uint256", "address", "address", "uint128", "uint8", "uint8"];

/**
 * The rows that `Settlement.settle` takes: 90 bytes per sheet, in the order of reveals (nullifier, payout, relayer, fee,
 * role, level).
 *
 * @returns hexadecimal
 */
export function encodeRows(sheets: readonly RevealedSheet[]): string {
  return concat(sheets.map((s) => solidityPacked(TYPES, [s.nullifier, s.payout, s.relayer, s.fee, s.role, s.level])));
}
