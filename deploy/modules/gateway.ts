import type { CallableContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";

import type { GatewayParameters } from "../parameters/ProtocolParameters.ts";

/** The chain's gateway to other chains. */
export function deployGateway(
  m: IgnitionModuleBuilder,
  authority: CallableContractFuture<string>,
  { attestors, threshold }: GatewayParameters,
) {
  return m.contract("AttestedGateway", [authority, attestors, threshold]);
}
