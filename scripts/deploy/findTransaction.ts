import { setTimeout } from "node:timers/promises";

import type { EthereumProvider } from "hardhat/types/providers";

interface Block {
  readonly transactions: readonly { readonly hash: string; readonly from: string; readonly nonce: string }[];
}

/** Seconds in which a transaction that a killed process has just sent must be known to the node. */
const PATIENCE = 10;

/**
 * Hash of an account's transaction number `nonce`; undefined when none was sent: the node does not know it, nor learns of
 * it in time.
 *
 * Its block is found by bisection of the account's number of transactions, for which the node must still have the states of
 * the blocks since then.
 *
 * @param patience seconds; the default is what a transaction takes at most to reach a node
 * @throws Error while the transaction waits for its block
 */
export async function findTransaction(
  provider: EthereumProvider,
  account: string,
  nonce: number,
  patience = PATIENCE,
): Promise<string | undefined> {
  const request = (method: string, ...params: unknown[]) => provider.request({ method, params });
  const hex = (block: number) => `0x${block.toString(16)}`;
  const sentUntil = async (block: number) => Number(await request("eth_getTransactionCount", account, hex(block)));

  const isKnown = async () => Number(await request("eth_getTransactionCount", account, "pending")) > nonce;
  for (let waited = 0; !(await isKnown()); waited++) {
    if (waited === patience) return undefined;
    await setTimeout(1_000);
  }
  let last = Number(await request("eth_blockNumber"));
  if ((await sentUntil(last)) <= nonce) {
    throw new Error(`Transaction ${nonce} of ${account} waits for its block: run the command again when it has one.`);
  }
  // Widening steps back first: the transaction is most likely among the latest blocks.
  let first = last;
  for (let step = 1; first > 0 && (await sentUntil(first)) > nonce; step *= 2) {
    last = first;
    first = Math.max(0, first - step);
  }
  while (last - first > 1) {
    const middle = Math.floor((first + last) / 2);
    if ((await sentUntil(middle)) > nonce) last = middle;
    else first = middle;
  }
  const { transactions } = (await request("eth_getBlockByNumber", hex(last), true)) as Block;
  return transactions.find(
    (transaction) => transaction.from.toLowerCase() === account.toLowerCase() && Number(transaction.nonce) === nonce,
  )?.hash;
}
