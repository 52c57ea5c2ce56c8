import { appendFile, readFile } from "node:fs/promises";

import { getAddress } from "ethers";
import type { EthereumProvider } from "hardhat/types/providers";

interface Message {
  readonly type: string;
  readonly futureId: string;
  readonly networkInteractionId: number;
  readonly nonce: number;
  readonly hash: string;
  readonly transaction: { readonly hash: string };
}

interface Receipt {
  readonly blockHash: string;
  readonly blockNumber: string;
  readonly contractAddress: string | null;
  readonly status: string;
  readonly logs: readonly { address: string; data: string; logIndex: string; topics: readonly string[] }[];
}

/**
 * Adds to a journal the confirmations of transactions that others with a higher nonce have overtaken in it. Ignition
 * watches several transactions at once, writes down each confirmation when it sees it, and takes the highest nonce among
 * those not confirmed for the last one that was used: with a gap in the journal it would refuse to go on.
 *
 * A block holds an account's transactions in the order of their nonces, so each of these has at least as many
 * confirmations as the one that overtook it.
 *
 * @param path of a journal whose every line is whole
 */
export async function confirmOvertaken(path: string, provider: EthereumProvider): Promise<void> {
  const lines = (await readFile(path, "utf8").catch(() => "")).split("\n").filter(Boolean);
  const messages = lines.map((line) => JSON.parse(line) as Message);
  const sent = messages.filter(({ type }) => type === "TRANSACTION_SEND");
  const confirmed = new Set(messages.filter(({ type }) => type === "TRANSACTION_CONFIRM").map(({ hash }) => hash));
  const nonces = sent.filter(({ transaction }) => confirmed.has(transaction.hash)).map(({ nonce }) => nonce);
  const [done, highest] = [new Set(nonces), Math.max(-1, ...nonces)];
  for (const { futureId, networkInteractionId, nonce, transaction } of sent) {
    if (nonce > highest || done.has(nonce)) continue;
    const params = [transaction.hash];
    const receipt = (await provider.request({ method: "eth_getTransactionReceipt", params })) as Receipt | null;
    // Another with the same nonce and a higher fee has taken its place.
    if (receipt === null) continue;
    const { hash } = transaction;
    const line = { futureId, hash, networkInteractionId, receipt: entryOf(receipt), type: "TRANSACTION_CONFIRM" };
    await appendFile(path, `\n${JSON.stringify(line)}`);
  }
}

/** A receipt as Ignition writes it. */
function entryOf({ blockHash, blockNumber, contractAddress, status, logs }: Receipt) {
  const isSuccess = Number(status) === 1;
  return {
    blockHash,
    blockNumber: Number(blockNumber),
    ...(isSuccess && contractAddress !== null && { contractAddress: getAddress(contractAddress) }),
    logs: logs.map(({ address, data, logIndex, topics }) => ({ address, data, logIndex: Number(logIndex), topics })),
    status: isSuccess ? "SUCCESS" : "FAILURE",
  };
}
