import type { TypedDataDomain, TypedDataField } from "ethers";

import type { PreparedSheet } from "./prepareSheet.ts";

/** What a bond account signs when somebody else sends the commit. */
export interface BondLock {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly value: Record<string, bigint>;
}

const TYPES = {
  BondLock: [
    { name: "taskId", type: "uint256" },
    { name: "nullifier", type: "uint256" },
    { name: "signal", type: "uint256" },
  ],
};

/**
 * The EIP-712 data that authorises a sheet's bond.
 *
 * @example const { domain, types, value } = bondLock(sheet); await account.signTypedData(domain, types, value);
 */
export function bondLock({ place, commit, signal }: Pick<PreparedSheet, "place" | "commit" | "signal">): BondLock {
  const { chainId, registry, taskId } = place;
  const domain = { name: "Alaya TaskRegistry", version: "1", chainId, verifyingContract: registry };
  return { domain, types: TYPES, value: { taskId, nullifier: commit.nullifier, signal } };
}
