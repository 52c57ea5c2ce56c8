import { network } from "hardhat";

import { alayaModule } from "../../deploy/modules/alaya.ts";
import { handoverModule } from "../../deploy/modules/handover.ts";
import { developmentParameters } from "../../deploy/parameters/development.ts";
import { connectContracts } from "./connectContracts.ts";
import type { Chain } from "./startChain.ts";

/**
 * Deploys the protocol through the modules that every deployment uses.
 *
 * @param connection a fresh embedded chain unless given
 * @param handedOver whether the deployer has given all power to the timelock
 */
export async function deployProtocol(connection?: Chain, handedOver = false) {
  const chain = connection ?? (await network.create());
  const { ethers, ignition, networkHelpers } = chain;
  const [deployer, requester, relayer, outsider, ...contributors] = await ethers.getSigners();
  const { chainId } = await ethers.provider.getNetwork();
  const parameters = developmentParameters(deployer.address, chainId);
  const now = await networkHelpers.time.latest();
  const alaya = alayaModule(parameters, now);
  const deployed = await ignition.deploy(handedOver ? handoverModule(alaya) : alaya);
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
