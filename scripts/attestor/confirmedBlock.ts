import type { Provider } from "ethers";

/**
 * The last block that counts; -1 when there is none yet.
 *
 * @param confirmations blocks that must be on top of it; 0 for the block that the node calls final, which on a rollup is
 *   final on the chain below
 */
export async function confirmedBlock(provider: Provider, confirmations: number): Promise<number> {
  if (confirmations === 0) return (await provider.getBlock("finalized"))?.number ?? -1;
  return (await provider.getBlockNumber()) - confirmations;
}
