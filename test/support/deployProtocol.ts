import { network } from "hardhat";

import { alayaModule } from "../../deploy/modules/alaya.ts";
import { developmentParameters } from "../../deploy/parameters/development.ts";

/** Deploys the protocol on a fresh embedded chain through the modules that every deployment uses. */
export async function deployProtocol() {
  const connection = await network.create();
  const { ethers, ignition, networkHelpers } = connection;
  const [deployer, requester, relayer, outsider, ...contributors] = await ethers.getSigners();
  const { chainId } = await ethers.provider.getNetwork();
  const parameters = developmentParameters(deployer.address, chainId);
  const now = await networkHelpers.time.latest();
  const contracts = await ignition.deploy(alayaModule(parameters, now));
  return {
    connection,
    ethers,
    networkHelpers,
    parameters,
    deployer,
    requester,
    relayer,
    outsider,
    contributors,
    contracts,
  };
}
