import { dataSlice, formatEther, id as idOf, type Provider } from "ethers";

import { VALUE_NETWORKS } from "../../deploy/parameters/boundsOf.ts";
import { nameOf } from "./namesOf.ts";
import type { Simulation } from "./simulate.ts";

/** Accounts whose keys everybody knows: those of test nodes. */
const KNOWN_KEYS = new Set([
  "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
  "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
  "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
]);

/** Room for prices that rise while the deployment runs, in percent. */
const MARGIN = 150n;

/** Wei per gas above which a deployment waits: 2 gwei, a hundred times what either network usually asks. */
const MAX_GAS_PRICE = 2_000_000_000n;

export interface Preflight {
  readonly provider: Provider;
  readonly network: string;
  readonly chainId: number;
  readonly deployer: string;
  readonly simulation: Simulation;
  /** Transactions that the chain has of this deployment already. */
  readonly done: number;
  /** Wei that the dry run says everything costs. */
  readonly cost: bigint;
}

/** What speaks against sending the first transaction, one line each, each saying what to do. */
export async function preflight(check: Preflight): Promise<string[]> {
  const { provider, network, chainId, deployer, simulation, done, cost } = check;
  const value = VALUE_NETWORKS.includes(network);
  const problems: string[] = [];
  const actual = Number((await provider.getNetwork()).chainId);
  if (actual !== chainId) problems.push(`The node is on chain ${actual}, ${network} is ${chainId}: check its URL.`);

  const [mined, pending] = [
    await provider.getTransactionCount(deployer),
    await provider.getTransactionCount(deployer, "pending"),
  ];
  if (pending > mined && done === 0) {
    problems.push(`${deployer} has ${pending - mined} transactions under way: wait until they are mined.`);
  }
  const { gasPrice } = await provider.getFeeData();
  if ((gasPrice ?? 0n) > MAX_GAS_PRICE) problems.push(`Gas costs ${gasPrice} wei, more than ${MAX_GAS_PRICE}: wait.`);

  const left = BigInt(simulation.transactions.length - Math.min(done, simulation.transactions.length));
  const needed = (cost * left * MARGIN) / (100n * BigInt(simulation.transactions.length));
  const balance = await provider.getBalance(deployer);
  if (balance < needed) {
    problems.push(
      `${deployer} has ${formatEther(balance)}, the rest costs up to ${formatEther(needed)}: send it some.`,
    );
  }
  if (value && KNOWN_KEYS.has(deployer)) problems.push(`Everybody knows the key of ${deployer}: use another.`);
  if (value) problems.push(...(await developmentKeys(simulation)));
  return problems;
}

/** Verifiers made from development keys accept proofs that anybody can forge. */
async function developmentKeys({ provider, addresses }: Simulation): Promise<string[]> {
  const problems: string[] = [];
  for (const [id, to] of addresses) {
    if (!id.endsWith("Verifier")) continue;
    const answer = await provider.call({ to, data: dataSlice(idOf("IS_DEVELOPMENT_KEY()"), 0, 4) });
    if (BigInt(answer) !== 0n)
      problems.push(`${nameOf(id)} has a development key: hold a ceremony (docs/ceremony.md).`);
  }
  return problems;
}
