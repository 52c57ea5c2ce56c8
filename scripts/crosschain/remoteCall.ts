import { concat, Interface, toBeHex, ZeroHash } from "ethers";

import type { Satellite } from "../deploy/satelliteOf.ts";
import { interoperableAddress } from "./interoperableAddress.ts";

const TIMELOCK = new Interface(["function schedule(address,uint256,bytes,bytes32,bytes32,uint256)"]);

/** A call that the satellite's timelock makes when its delay is over. */
export interface RemoteCall {
  readonly target: string;
  readonly data: string;
  /** Makes equal calls differ. */
  readonly salt: string;
  /** Seconds, at least the timelock's delay. */
  readonly delay: number;
}

/**
 * A change for a proposal at home: the message that makes the satellite's executor schedule a call in its timelock.
 * Its payload is an ERC-7579 single execution.
 */
export function remoteCall({ chainId, executor, timelock }: Satellite, { target, data, salt, delay }: RemoteCall) {
  const scheduled = TIMELOCK.encodeFunctionData("schedule", [target, 0, data, ZeroHash, salt, delay]);
  const payload = concat([ZeroHash, timelock, toBeHex(0, 32), scheduled]);
  return {
    contract: "AttestedGateway",
    function: "sendMessage",
    values: { recipient: interoperableAddress(chainId, executor), payload, attributes: [] as string[] },
  };
}
