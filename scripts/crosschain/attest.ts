import { dataSlice, type Signer } from "ethers";

import type { Message } from "./readMessages.ts";

const TYPES = {
  Message: [
    { name: "sourceChainId", type: "uint256" },
    { name: "sourceGateway", type: "address" },
    { name: "sendId", type: "bytes32" },
    { name: "sender", type: "bytes" },
    { name: "recipient", type: "bytes" },
    { name: "payload", type: "bytes" },
  ],
};

/** The two gateways that a message passes. */
export interface Route {
  readonly sourceChainId: bigint;
  readonly sourceGateway: string;
  readonly destinationChainId: bigint;
  readonly destinationGateway: string;
}

/**
 * An attestor's signature of a message. Sign only what the source chain will never take back: wait until its block is
 * final on the chain below.
 */
export function attest(signer: Pick<Signer, "signTypedData">, route: Route, message: Message): Promise<string> {
  const domain = {
    name: "Alaya Gateway",
    version: "1",
    chainId: route.destinationChainId,
    verifyingContract: route.destinationGateway,
  };
  const { sourceChainId, sourceGateway } = route;
  return signer.signTypedData(domain, TYPES, { sourceChainId, sourceGateway, ...message });
}

/** Chain id in an interoperable address of an EVM chain. */
export function chainIdOf(interoperable: string): bigint {
  const length = Number(dataSlice(interoperable, 4, 5));
  return BigInt(dataSlice(interoperable, 5, 5 + length));
}
