import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { interoperableAddress } from "../../scripts/crosschain/interoperableAddress.ts";
import type { SatelliteDeploymentParameters } from "../parameters/ProtocolParameters.ts";
import authorityModule from "./authority.ts";
import { deployGateway } from "./gateway.ts";
import { deployProtocol } from "./protocol.ts";
import { deployTimelock, nameProposer } from "./timelock.ts";

/**
 * The protocol on a satellite: tokens are those that the bridge released, and only the home chain's timelock proposes to
 * the timelock here, by messages.
 *
 * @param now seconds, from which the guardian's term of a year is counted
 */
export function satelliteModule(parameters: SatelliteDeploymentParameters, now: number) {
  const { home, homeChainId } = parameters;
  return buildModule("AlayaSatellite", (m) => {
    const { authority, clock } = m.useModule(authorityModule);
    const timelock = deployTimelock(m, parameters.timelockDelay);
    const gateway = deployGateway(m, authority, parameters.gateway);
    m.call(gateway, "setRemote", [homeChainId, home.gateway]);
    const executor = m.contract("CrosschainRemoteExecutor", [
      gateway,
      interoperableAddress(homeChainId, home.timelock),
    ]);
    nameProposer(m, timelock, executor);

    const linkTo = (lockbox: string) => ({ gateway, counterpart: interoperableAddress(homeChainId, lockbox) });
    // Named as at home, so that commands find them on either chain.
    const aia = m.contract("BridgedAIA", [authority, linkTo(home.aiaLockbox)], { id: "AIAToken" });
    const agt = m.contract("BridgedAGT", [authority, linkTo(home.agtLockbox)], { id: "AGTToken" });
    const foundation = { authority, clock, aia, agt, timelock };
    return { ...foundation, gateway, executor, ...deployProtocol(m, foundation, parameters, now) };
  });
}
