import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import type { ProtocolParameters } from "../parameters/ProtocolParameters.ts";
import authorityModule from "./authority.ts";
import { genesisOf } from "./genesis.ts";
import { deployProtocol } from "./protocol.ts";
import { deployTimelock, nameProposer } from "./timelock.ts";

/**
 * The whole protocol on its home chain, where AGT and AIA are issued and votes are cast.
 *
 * @param parameters what the deployment decides
 * @param now seconds, from which the guardian's term of a year and vesting are counted
 */
export function alayaModule(parameters: ProtocolParameters, now: number) {
  return buildModule("Alaya", (m) => {
    const { authority, clock } = m.useModule(authorityModule);
    const { timelockDelay, ...terms } = parameters.governance;
    const timelock = deployTimelock(m, timelockDelay);

    const aia = m.contract("AIAToken", [authority, genesisOf(m, "AIA", parameters.aiaGenesis, { timelock, now })]);
    const agt = m.contract("AGTToken", [
      authority,
      parameters.homeChainId,
      genesisOf(m, "AGT", parameters.agtGenesis, { timelock, now }),
    ]);
    const governor = m.contract("AlayaGovernor", [agt, timelock, clock, terms]);
    nameProposer(m, timelock, governor);

    const foundation = { authority, clock, aia, agt, timelock };
    return { ...foundation, governor, ...deployProtocol(m, foundation, parameters, now) };
  });
}
