import { dataSlice } from "ethers";

/** Chain id in an interoperable address of an EVM chain. */
export function chainIdOf(interoperable: string): bigint {
  const length = Number(dataSlice(interoperable, 4, 5));
  return BigInt(dataSlice(interoperable, 5, 5 + length));
}
