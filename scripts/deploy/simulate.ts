import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { NetworkParameters } from "../../deploy/parameters/networkParameters.ts";
import { openOpChain } from "../costs/openOpChain.ts";
import { type OpStackNetwork, type Prices, readPrices } from "../costs/Prices.ts";
import type { DeploymentPlan } from "./DeploymentPlan.ts";
import { moduleOf } from "./moduleOf.ts";
import { runIgnition } from "./runIgnition.ts";

/** A transaction of a deployment. */
export interface SimulatedTransaction {
  /** The future's id, which names what it does. */
  readonly id: string;
  readonly gas: bigint;
  /** Input data. */
  readonly data: string;
  /** What the chain charged for the data at the assumed prices, wei; on OP-stack chains only. */
  readonly dataFee?: bigint;
}

/**
 * Deploys to an embedded chain of the type and with the id of the real one. What comes out is what the real deployment has to be.
 *
 * @throws Error when a constructor or call refuses the parameters
 */
export async function simulate(hre: HardhatRuntimeEnvironment, plan: DeploymentPlan, parameters: NetworkParameters) {
  const connection = await openChain(hre, await readPrices(), plan);
  const [{ address: deployer }] = await connection.ethers.getSigners();
  const sent: { id: string; hash: string }[] = [];
  const addresses = await runIgnition(hre, moduleOf({ ...plan, deployer }, parameters), {
    provider: connection.provider,
    deployer,
    config: { blockPollingInterval: 1, requiredConfirmations: 1 },
    listener: {
      transactionConfirm: async ({ futureId, hash }) => {
        sent.push({ id: futureId, hash });
      },
    },
  });
  const { provider } = connection.ethers;
  const transactions: SimulatedTransaction[] = [];
  for (const { id, hash } of sent) {
    const transaction = await provider.getTransaction(hash);
    const receipt = await provider.send("eth_getTransactionReceipt", [hash]);
    const dataFee = "l1Fee" in receipt ? BigInt(receipt.l1Fee) : undefined;
    transactions.push({ id, gas: BigInt(receipt.gasUsed), data: transaction!.data, dataFee });
  }
  return { provider, deployer, addresses, transactions };
}

/** The dry run of a deployment. */
export type Simulation = Awaited<ReturnType<typeof simulate>>;

function openChain(hre: HardhatRuntimeEnvironment, prices: Prices, { network, chainId, startedAt }: DeploymentPlan) {
  const options = { chainId, initialDate: new Date(startedAt * 1_000) };
  if (hre.config.networks[network]?.chainType === "op")
    return openOpChain(hre, prices[network as OpStackNetwork], options);
  return hre.network.create({ network: "default", override: options });
}
