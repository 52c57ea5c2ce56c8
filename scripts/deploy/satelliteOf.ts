import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { readAddresses } from "./readAddresses.ts";
import { targetOf } from "./targetOf.ts";

/** What home has to know of a satellite. */
export interface Satellite {
  readonly network: string;
  readonly chainId: bigint;
  readonly gateway: string;
  readonly executor: string;
  readonly timelock: string;
  readonly aia: string;
  readonly agt: string;
}

/**
 * Addresses of a deployed satellite.
 *
 * @throws Error when it is not deployed
 */
export async function satelliteOf(hre: HardhatRuntimeEnvironment, network: string): Promise<Satellite> {
  const { folder, chainId } = await targetOf(hre, network);
  const addresses = await readAddresses(folder);
  const at = (name: string) => {
    const address = addresses.get(`AlayaSatellite#${name}`);
    if (address === undefined) throw new Error(`${network} is not deployed yet (no ${name}): deploy it first.`);
    return address;
  };
  return {
    network,
    chainId: BigInt(chainId),
    gateway: at("AttestedGateway"),
    executor: at("CrosschainRemoteExecutor"),
    timelock: at("TimelockController"),
    aia: at("AIAToken"),
    agt: at("AGTToken"),
  };
}
