import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { join } from "node:path";

import type { NetworkParameters } from "../../deploy/parameters/networkParameters.ts";
import { readParameters } from "../../deploy/parameters/readParameters.ts";

/** A network that can be deployed to. */
export interface Target {
  readonly network: string;
  readonly chainId: number;
  readonly parameters: NetworkParameters;
  /** Folder of the deployment. */
  readonly folder: string;
}

/**
 * The network of `--network` with its parameters.
 *
 * @throws Error when there is none, or it has no parameters, or they are out of bounds
 */
export async function targetOf(hre: HardhatRuntimeEnvironment, name = hre.globalOptions.network): Promise<Target> {
  if (name === undefined) throw new Error("Say which network: add --network <name>.");
  const config = hre.config.networks[name];
  if (config?.type !== "http" || config.chainId === undefined) {
    throw new Error(`${name} is no network to deploy to: use arbitrumSepolia, opbnbTestnet, arbitrumOne or opbnb.`);
  }
  const { ignition } = hre.config.paths;
  const parameters = await readParameters(ignition, name);
  return { network: name, chainId: config.chainId, parameters, folder: folderOf(ignition, config.chainId) };
}

/** Folder of what was deployed to a chain. */
export function folderOf(ignition: string, chainId: number): string {
  return join(ignition, "deployments", `chain-${chainId}`);
}
