import { type InterfaceAbi } from "ethers";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A deployed contract as Ignition recorded it. */
export interface DeployedContract {
  readonly address: string;
  readonly abi: InterfaceAbi;
}

/** The contracts of one chain. */
export interface AddressBook {
  /** By the contract's name, and by the name it has in the deployment where that is another. */
  readonly contracts: ReadonlyMap<string, DeployedContract>;
  /** Block of the first recorded transaction: no event of the protocol is older. */
  readonly firstBlock: number;
}

/**
 * Reads what Ignition wrote into `deploy/deployments/chain-<id>`: `deployed_addresses.json`, the ABIs as deployed, and
 * the journal.
 *
 * @throws Error saying what to do when the protocol was not deployed to this chain
 */
export async function readAddressBook(directory: string): Promise<AddressBook> {
  const read = (file: string) => readFile(join(directory, file), "utf8");
  const addresses = await read("deployed_addresses.json").then(
    (text) => JSON.parse(text) as Record<string, string>,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new Error(
        `The protocol is not deployed here: ${directory} has no deployed_addresses.json. Deploy it first.`,
      );
    },
  );
  const contracts = new Map<string, DeployedContract>();
  for (const [id, address] of Object.entries(addresses)) {
    const { contractName, abi } = JSON.parse(await read(join("artifacts", `${id}.json`)));
    contracts.set(contractName, { address, abi });
    contracts.set(id.slice(id.indexOf("#") + 1), { address, abi });
  }
  return { contracts, firstBlock: firstBlockOf(await read("journal.jsonl")) };
}

function firstBlockOf(journal: string): number {
  const blocks = journal
    .split("\n")
    .filter((line) => line.includes('"blockNumber"'))
    .map((line) => Number(JSON.parse(line).receipt?.blockNumber))
    .filter((block) => Number.isInteger(block));
  return blocks.length === 0 ? 0 : Math.min(...blocks);
}
