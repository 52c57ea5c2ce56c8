import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { NetworkParameters } from "../../deploy/parameters/networkParameters.ts";
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
}

/**
 * Deploys to an embedded chain with the id of the real one. What comes out is what the real deployment has to be.
 *
 * @throws Error when a constructor or call refuses the parameters
 */
export async function simulate(hre: HardhatRuntimeEnvironment, plan: DeploymentPlan, parameters: NetworkParameters) {
  const { chainId, startedAt } = plan;
  const initialDate = new Date(startedAt * 1_000);
  const connection = await hre.network.create({ network: "default", override: { chainId, initialDate } });
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
    const [transaction, receipt] = [await provider.getTransaction(hash), await provider.getTransactionReceipt(hash)];
    transactions.push({ id, gas: receipt!.gasUsed, data: transaction!.data });
  }
  return { provider, deployer, addresses, transactions };
}

/** The dry run of a deployment. */
export type Simulation = Awaited<ReturnType<typeof simulate>>;
