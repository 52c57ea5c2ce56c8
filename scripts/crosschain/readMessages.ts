import { Interface, type Provider } from "ethers";

import { readLogs } from "../protocol/readLogs.ts";

/** A message as its source says it was sent. */
export interface Message {
  readonly sendId: string;
  /** Interoperable addresses. */
  readonly sender: string;
  readonly recipient: string;
  readonly payload: string;
  /** In which it was sent. */
  readonly block: number;
}

/** Where to look for messages. */
export interface MessageQuery {
  readonly gateway: string;
  readonly fromBlock: number;
  /** Included. */
  readonly toBlock: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
}

const ERC7786 = new Interface([
  "event MessageSent(bytes32 indexed sendId, bytes sender, bytes recipient, bytes payload, uint256 value, bytes[] attributes)",
]);

/** All messages that a gateway has sent in a range of blocks, in order. */
export async function readMessages(provider: Provider, { gateway, ...query }: MessageQuery): Promise<Message[]> {
  const topics = [ERC7786.getEvent("MessageSent")!.topicHash];
  const logs = await readLogs(provider, { address: gateway, topics, ...query });
  return logs.map((log) => {
    const { sendId, sender, recipient, payload } = ERC7786.parseLog(log)!.args;
    return { sendId, sender, recipient, payload, block: log.blockNumber };
  });
}
