import type { Signer } from "ethers";

import type { Message } from "./readMessages.ts";
import { type Route, typedMessage } from "./typedMessage.ts";

/**
 * An attestor's signature of a message. Sign only what the source chain will never take back: wait until its block is
 * final on the chain below.
 */
export function attest(signer: Pick<Signer, "signTypedData">, route: Route, message: Message): Promise<string> {
  const { domain, types, value } = typedMessage(route, message);
  return signer.signTypedData(domain, types, value);
}
