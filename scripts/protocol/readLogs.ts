import type { Filter, Log, Provider } from "ethers";

import { ChainDataError } from "./ChainDataError.ts";

/** What to read, and how patiently. */
export interface LogQuery {
  readonly address: string;
  readonly topics: Filter["topics"];
  readonly fromBlock: number;
  /** Included. */
  readonly toBlock: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
  /** How often a single block, or a range that failed for another reason, is asked for again. */
  readonly retries?: number;
  /** Milliseconds before the first repetition, doubled each time. */
  readonly delay?: number;
}

/**
 * Reads logs over any range of blocks in pieces that the node accepts: halves a piece when it fails, doubles it when it
 * succeeds, and repeats the smallest one with growing pauses. Logs come in chain order.
 *
 * A node can still leave logs out: compare what you read with a count or a hash held on the chain.
 *
 * @throws ChainDataError when the node refuses even one block
 */
export async function readLogs(provider: Provider, query: LogQuery): Promise<Log[]> {
  const { address, topics, fromBlock, toBlock, chunk = 10_000, retries = 4, delay = 250 } = query;
  const logs: Log[] = [];
  let size = chunk;
  let failures = 0;
  for (let from = fromBlock; from <= toBlock;) {
    const to = Math.min(toBlock, from + size - 1);
    try {
      logs.push(...(await provider.getLogs({ address, topics, fromBlock: from, toBlock: to })));
      from = to + 1;
      size = Math.min(chunk, size * 2);
      failures = 0;
    } catch (error) {
      if (to > from) size = Math.ceil((to - from + 1) / 2);
      else if (++failures > retries) throw refused(from, error);
      else await new Promise((resolve) => setTimeout(resolve, delay * 2 ** (failures - 1)));
    }
  }
  return logs;
}

function refused(block: number, error: unknown): ChainDataError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ChainDataError(`The node gives no logs of block ${block} (${reason}): try again later or another node.`, {
    cause: error,
  });
}
