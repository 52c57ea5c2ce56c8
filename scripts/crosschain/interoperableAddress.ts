import { concat, toBeHex } from "ethers";

const VERSION = "0x0001";
/** CAIP namespace `eip155`. */
const EVM = "0x0000";

/**
 * Binary interoperable address (ERC-7930) of an account on an EVM chain.
 *
 * @example
 * interoperableAddress(1n, "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"); // 0x00010000010114d8da6b...
 */
export function interoperableAddress(chainId: bigint, account: string): string {
  const reference = toBeHex(chainId);
  const length = (reference.length - 2) / 2;
  return concat([VERSION, EVM, toBeHex(length), reference, "0x14", account]);
}
