import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { NetworkParameters } from "../../deploy/parameters/networkParameters.ts";
import { interoperableAddress } from "../crosschain/interoperableAddress.ts";
import { foreign } from "./readRoles.ts";
import { satelliteOf } from "./satelliteOf.ts";

/** Facts that governance made true on the home chain when it linked the satellites in the parameters. */
export async function linksOf(
  hre: HardhatRuntimeEnvironment,
  parameters: NetworkParameters,
): Promise<Map<string, string>> {
  const facts = new Map<string, string>();
  if (parameters.role !== "home") return facts;
  for (const network of parameters.satellites) {
    const { chainId, gateway, aia, agt } = await satelliteOf(hre, network);
    facts.set(`AttestedGateway: remote ${chainId}`, foreign(gateway));
    for (const [lockbox, token] of Object.entries({ AIALockbox: aia, AGTLockbox: agt })) {
      const counterpart = foreign(interoperableAddress(chainId, token));
      facts.set(`${lockbox}: link to ${counterpart.slice(0, 16)}`, `${counterpart} over <AttestedGateway>`);
    }
  }
  return facts;
}
