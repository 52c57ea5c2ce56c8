import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import type { GatewayParameters, ProtocolParameters } from "../parameters/ProtocolParameters.ts";
import { alayaModule } from "./alaya.ts";
import { deployGateway } from "./gateway.ts";

/** The protocol on its home chain with its end of the bridge. Satellites are named later, by governance. */
export function homeModule(parameters: ProtocolParameters & { gateway: GatewayParameters }, now: number) {
  const alaya = alayaModule(parameters, now);
  return buildModule("AlayaHome", (m) => {
    const contracts = m.useModule(alaya);
    const { authority, aia, agt } = contracts;
    const gateway = deployGateway(m, authority, parameters.gateway);
    const aiaLockbox = m.contract("TokenLockbox", [authority, aia], { id: "AIALockbox" });
    const agtLockbox = m.contract("TokenLockbox", [authority, agt], { id: "AGTLockbox" });
    return { ...contracts, gateway, aiaLockbox, agtLockbox };
  });
}
