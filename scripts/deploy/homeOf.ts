import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { NetworkParameters } from "../../deploy/parameters/networkParameters.ts";
import type { DeploymentPlan } from "./DeploymentPlan.ts";
import { readAddresses } from "./readAddresses.ts";
import { folderOf, targetOf } from "./targetOf.ts";

/**
 * What a satellite has to trust at home; undefined for a home chain.
 *
 * @throws Error when the home chain has no finished deployment, or is itself no home
 */
export async function homeOf(
  hre: HardhatRuntimeEnvironment,
  parameters: NetworkParameters,
): Promise<DeploymentPlan["home"]> {
  if (parameters.role === "home") return undefined;
  const home = await targetOf(hre, parameters.home);
  if (home.parameters.role !== "home") throw new Error(`${home.network} does not issue AGT: it is no home.`);
  const addresses = await readAddresses(folderOf(hre.config.paths.ignition, home.chainId));
  const at = (id: string) => {
    const address = addresses.get(id);
    if (address === undefined) throw new Error(`${home.network} is not deployed yet (no ${id}): deploy it first.`);
    return address;
  };
  return {
    chainId: home.chainId,
    gateway: at("AlayaHome#AttestedGateway"),
    timelock: at("Alaya#TimelockController"),
    aiaLockbox: at("AlayaHome#AIALockbox"),
    agtLockbox: at("AlayaHome#AGTLockbox"),
  };
}
