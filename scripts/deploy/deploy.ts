import pc from "picocolors";
import { formatEther } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { errorResult, successfulResult } from "hardhat/utils/result";

import { type PricedNetwork, readPrices } from "../costs/Prices.ts";
import { feeOf } from "../costs/feeOf.ts";
import { explainError } from "../tasks/explainError.ts";
import { confirm } from "./confirm.ts";
import type { DeploymentPlan } from "./DeploymentPlan.ts";
import { homeOf } from "./homeOf.ts";
import { moduleOf } from "./moduleOf.ts";
import { nameOf } from "./namesOf.ts";
import { preflight } from "./preflight.ts";
import { readJournal } from "./readJournal.ts";
import { readPlan } from "./readPlan.ts";
import { requireNoSecondIssuer } from "./requireNoSecondIssuer.ts";
import { runIgnition } from "./runIgnition.ts";
import { showStatus } from "./showStatus.ts";
import { type SimulatedTransaction, simulate } from "./simulate.ts";
import { type Target, targetOf } from "./targetOf.ts";
import { verifySources } from "./verifySources.ts";
import { writePlan } from "./writePlan.ts";

interface DeployArguments {
  yes: boolean;
  dryRun: boolean;
}

/** Checks, rehearses, asks, deploys, hands over, verifies and shows the state; goes on where an earlier run stopped. */
export default async function deploy({ yes, dryRun }: DeployArguments, hre: HardhatRuntimeEnvironment) {
  try {
    await hre.tasks.getTask("build").run({ quiet: true });
    const target = await targetOf(hre);
    await requireNoSecondIssuer(hre, target);
    const connection = await hre.network.create({ network: target.network });
    const { provider } = connection.ethers;
    const [signer] = await connection.ethers.getSigners();
    const plan = await planOf(hre, target, signer.address, provider);

    console.log(`Dry run for ${target.network}, chain ${target.chainId}, by ${signer.address}`);
    const simulation = await simulate(hre, plan, target.parameters);
    const { gasPrice } = await provider.getFeeData();
    const cost = await showTransactions(target, simulation.transactions, gasPrice ?? 0n);
    const done = (await readJournal(target.folder)).transactions;
    const problems = await preflight({ ...target, provider, deployer: signer.address, simulation, done, cost });
    if (problems.length > 0) throw new Error(["Nothing was sent:", ...problems.map((line) => `  ${line}`)].join("\n"));
    if (dryRun) return successfulResult({ cost });
    if (!yes && !(await confirm(`Deploy to ${target.network}?`))) throw new Error("Nothing was sent.");

    await writePlan(target.folder, plan);
    await runIgnition(hre, moduleOf(plan, target.parameters), {
      provider: connection.provider,
      deployer: signer.address,
      folder: target.folder,
      config: (await isLocal(hre, target)) ? { blockPollingInterval: 20, requiredConfirmations: 1 } : undefined,
      listener: {
        transactionConfirm: async ({ futureId }) => console.log(pc.dim(`  confirmed: ${nameOf(futureId)}`)),
      },
    });
    console.log(`Deployed; addresses are in ${target.folder}/deployed_addresses.json.`);
    await verifySources(hre, target);
    const drifts = await showStatus(hre, target, { json: false });
    if (drifts.length > 0) throw new Error("The deployment is not what it has to be: see above.");
    return successfulResult({ cost });
  } catch (error) {
    const text = error instanceof Error && error.message.includes("\n") ? error.message : undefined;
    const line = text ?? explainError(error, hre.globalOptions.network ?? "default");
    console.error(line);
    return errorResult(line);
  }
}

/** The plan of an earlier run, which still holds; otherwise a new one. */
async function planOf(
  hre: HardhatRuntimeEnvironment,
  { network, chainId, parameters, folder }: Target,
  deployer: string,
  provider: import("ethers").Provider,
): Promise<DeploymentPlan> {
  const earlier = await readPlan(folder);
  if (earlier !== undefined) {
    if (earlier.deployer === deployer) return earlier;
    throw new Error(`The deployment was begun by ${earlier.deployer}: go on with that key.`);
  }
  const block = await provider.getBlock("latest");
  const home = await homeOf(hre, parameters);
  return { network, chainId, deployer, startedAt: block!.timestamp, ...(home && { home }) };
}

/** Prints the transactions; gives what all of them cost at the assumed price of gas or that of now, the higher one. */
async function showTransactions(
  { network }: Target,
  transactions: readonly SimulatedTransaction[],
  gasPrice: bigint,
): Promise<bigint> {
  const assumed = (await readPrices())[network as PricedNetwork];
  const { gasPriceWei } = assumed;
  const prices = { ...assumed, gasPriceWei: gasPrice > gasPriceWei ? gasPrice : gasPriceWei };
  let total = 0n;
  for (const [index, { id, gas, data, dataFee }] of transactions.entries()) {
    const fee = feeOf(prices, gas, data);
    total += fee.execution + (dataFee ?? fee.data);
    console.log(`${String(index + 1).padStart(4)}. ${id.padEnd(50)} ${gas.toLocaleString("en").padStart(11)} gas`);
  }
  const gas = transactions.reduce((sum, transaction) => sum + transaction.gas, 0n);
  console.log(
    `${transactions.length} transactions, ${gas.toLocaleString("en")} gas, about ${formatEther(total)} ${prices.coin}`,
  );
  console.log(`Gas costs ${gasPrice} wei now, ${gasPriceWei} as assumed.`);
  return total;
}

/** A node on this machine mines at once and never takes a block back. */
async function isLocal(hre: HardhatRuntimeEnvironment, { network }: Target): Promise<boolean> {
  const config = hre.config.networks[network];
  return config.type === "http" && /\/\/(127\.0\.0\.1|localhost)[:/]/.test(await config.url.getUrl());
}
