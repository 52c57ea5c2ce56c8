import { network } from "hardhat";

import { alayaModule } from "../../deploy/modules/alaya.ts";
import { developmentParameters } from "../../deploy/parameters/development.ts";
import { connectContracts } from "./connectContracts.ts";
import type { Chain } from "./startChain.ts";

/**
 * Deploys the protocol through the modules that every deployment uses.
 *
 * @param connection a fresh embedded chain unless given
 */
export async function deployProtocol(connection?: Chain) {
  const chain = connection ?? (await network.create());
  const { ethers, ignition, networkHelpers } = chain;
  const [deployer, requester, relayer, outsider, ...contributors] = await ethers.getSigners();
  const { chainId } = await ethers.provider.getNetwork();
  const parameters = developmentParameters(deployer.address, chainId);
  const now = await networkHelpers.time.latest();
  const deployed = await ignition.deploy(alayaModule(parameters, now));
  return {
    connection: chain,
    ethers,
    networkHelpers,
    parameters,
    chainId,
    deployer,
    requester,
    relayer,
    outsider,
    contributors,
    contracts: await connectContracts(deployed, deployer),
  };
}

/** The deployed protocol and the actors around it. */
export type Protocol = Awaited<ReturnType<typeof deployProtocol>>;
