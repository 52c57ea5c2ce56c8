import { Contract, type Signer } from "ethers";

import { attest } from "./attest.ts";
import { chainIdOf } from "./chainIdOf.ts";
import { type Message, readMessages } from "./readMessages.ts";
import type { Route } from "./typedMessage.ts";

const GATEWAY = [
  "function deliver(bytes32 sendId, bytes sender, bytes recipient, bytes payload, bytes[] signatures)",
  "function attestationHash(bytes32 sendId, bytes sender, bytes recipient, bytes payload) view returns (bytes32)",
  "function isDelivered(bytes32 receiveId) view returns (bool)",
];

/** One direction between two chains. */
export interface Crossing {
  readonly route: Route;
  /** Connected to the source chain. */
  readonly source: Signer;
  /** Pays for deliveries; connected to the destination chain. */
  readonly destination: Signer;
  /** In any order; at least the threshold. */
  readonly attestors: readonly Signer[];
  readonly fromBlock: number;
}

/** Attests and delivers every message to the destination chain that has not arrived. Anyone can repeat it. */
export async function deliverAll(crossing: Crossing): Promise<Message[]> {
  const { route, source, destination, fromBlock } = crossing;
  const provider = source.provider!;
  const toBlock = await provider.getBlockNumber();
  const messages = await readMessages(provider, { gateway: route.sourceGateway, fromBlock, toBlock });
  const gateway = new Contract(route.destinationGateway, GATEWAY, destination);
  const delivered: Message[] = [];
  for (const message of messages) {
    if (chainIdOf(message.recipient) !== route.destinationChainId) continue;
    const { sendId, sender, recipient, payload } = message;
    if (await gateway.isDelivered(await gateway.attestationHash(sendId, sender, recipient, payload))) continue;
    const signatures = await signaturesOf(crossing, message);
    await (await gateway.deliver(sendId, sender, recipient, payload, signatures)).wait();
    delivered.push(message);
  }
  return delivered;
}

/** In ascending order of their attestors, as the gateway wants them. */
async function signaturesOf({ attestors, route }: Crossing, message: Message): Promise<string[]> {
  const signed = await Promise.all(
    attestors.map(async (signer) => ({
      order: BigInt(await signer.getAddress()),
      signature: await attest(signer, route, message),
    })),
  );
  return signed.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ signature }) => signature);
}
