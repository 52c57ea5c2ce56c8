import { Interface } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { compareStates, type Drift } from "./compareStates.ts";
import { homeOf } from "./homeOf.ts";
import { linksOf } from "./linksOf.ts";
import { readAddresses } from "./readAddresses.ts";
import { readJournal } from "./readJournal.ts";
import { readPlan } from "./readPlan.ts";
import { readState } from "./readState.ts";
import { simulate } from "./simulate.ts";
import type { Target } from "./targetOf.ts";

/** How a deployment stands. */
export interface Status {
  readonly network: string;
  readonly chainId: number;
  /** Number of facts compared. */
  readonly facts: number;
  readonly drifts: readonly Drift[];
}

/**
 * Compares what is on the chain with what today's sources and parameters make of it in a dry run: code, getters, roles,
 * links. Sends nothing and needs no key.
 *
 * @throws Error when the network has no deployment, or another chain answers
 */
export async function statusOf(hre: HardhatRuntimeEnvironment, target: Target): Promise<Status> {
  const { network, chainId, parameters, folder } = target;
  const plan = await readPlan(folder);
  if (plan === undefined)
    throw new Error(`Nothing was deployed to ${network}: run npm run deploy -- --network ${network}.`);
  const { ethers } = await hre.network.create({ network, override: { accounts: "remote" } });
  const actual = Number((await ethers.provider.getNetwork()).chainId);
  if (actual !== chainId) throw new Error(`The node is on chain ${actual}, ${network} is ${chainId}: check its URL.`);

  const home = await homeOf(hre, parameters);
  const simulation = await simulate(hre, { ...plan, home }, parameters);
  const interfaces = new Map<string, Interface>();
  for (const id of simulation.addresses.keys()) interfaces.set(id, await interfaceOf(folder, id));
  const expected = new Map(await readState({ ...simulation, firstBlock: 0 }, interfaces));
  for (const [fact, value] of await linksOf(hre, parameters)) expected.set(fact, value);
  const { firstBlock } = await readJournal(folder);
  const addresses = await readAddresses(folder);
  const known = new Map([...simulation.addresses.keys()].map((id) => [id, addresses.get(id) ?? ABSENT]));
  const { deployer } = plan;
  const found = await readState({ provider: ethers.provider, deployer, addresses: known, firstBlock }, interfaces);
  return { network, chainId, facts: expected.size, drifts: compareStates(expected, found) };
}

/** Stands for a contract that is still to be deployed. */
const ABSENT = `0x${"0".repeat(36)}dEaD`;

async function interfaceOf(folder: string, id: string): Promise<Interface> {
  const file = join(folder, "artifacts", `${id}.json`);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(
      `The deployment is not finished (no ${id}): run npm run deploy again, it goes on where it stopped.`,
    );
  });
  return new Interface(JSON.parse(text).abi);
}
