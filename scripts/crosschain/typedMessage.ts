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

/** What attestors sign (EIP-712): a message on its route. Its hash is `attestationHash` of the destination's gateway. */
export function typedMessage(route: Route, { sendId, sender, recipient, payload }: Message) {
  const { sourceChainId, sourceGateway, destinationChainId, destinationGateway } = route;
  const domain = {
    name: "Alaya Gateway",
    version: "1",
    chainId: destinationChainId,
    verifyingContract: destinationGateway,
  };
  return { domain, types: TYPES, value: { sourceChainId, sourceGateway, sendId, sender, recipient, payload } };
}
