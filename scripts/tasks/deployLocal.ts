import { parseUnits } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { errorResult, successfulResult } from "hardhat/utils/result";

import { alayaModule } from "../../deploy/modules/alaya.ts";
import { developmentParameters } from "../../deploy/parameters/development.ts";
import { explainError } from "./explainError.ts";

/** Whole tokens, AIA and AGT, that each account of the node gets. */
const ALLOWANCE = parseUnits("10000");

/** Deploys to a node whose accounts are unlocked, as those of `hardhat node` and anvil are. */
export default async function deployLocal(_: object, hre: HardhatRuntimeEnvironment) {
  const network = hre.globalOptions.network ?? "localhost";
  try {
    const { ethers, ignition } = await hre.network.create({ network, override: { accounts: "remote" } });
    const [owner, ...others] = await ethers.getSigners().catch(() => []);
    if (!owner)
      throw new Error(`The node of ${network} has no unlocked accounts: this command is for local nodes only.`);
    const { chainId } = await ethers.provider.getNetwork();
    const now = (await ethers.provider.getBlock("latest"))!.timestamp;
    const { aia, agt, registry } = await ignition.deploy(
      alayaModule(developmentParameters(owner.address, chainId), now),
    );
    for (const { address } of others) {
      await (await aia.transfer(address, ALLOWANCE)).wait();
      await (await agt.transfer(address, ALLOWANCE)).wait();
    }
    console.log(`Deployed to chain ${chainId}; the task registry is ${await registry.getAddress()}.`);
    return successfulResult({ registry: await registry.getAddress() });
  } catch (error) {
    const line = explainError(error, network);
    console.error(line);
    return errorResult(line);
  }
}
