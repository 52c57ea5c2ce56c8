import { Contract, type Signer, type Provider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { errorResult, successfulResult } from "hardhat/utils/result";
import { join } from "node:path";

import { type AddressBook, readAddressBook } from "../protocol/readAddressBook.ts";
import { explainError } from "./explainError.ts";

/** What a command works with. */
export interface Command {
  readonly network: string;
  readonly chainId: bigint;
  readonly provider: Provider;
  readonly book: AddressBook;
  /** A deployed contract by its name; sends from `signer` where the command has one. */
  readonly contract: (name: string) => Contract;
  /** The account chosen with `--account`; only in commands that send. */
  readonly signer: Signer;
  /** Another account, by number or address; only in commands that send. */
  readonly account: (account: string) => Promise<Signer>;
  /** Writes a line for the user. */
  readonly print: (line: string) => void;
}

export interface CommandOptions {
  /** Whether the command sends transactions. Only then is a key asked for. */
  readonly sends: boolean;
  /** Number or address of the sending account. */
  readonly account?: string;
}

/**
 * Runs a command against the network of `--network` and the contracts recorded for its chain. Errors become one line on
 * standard error and exit code 1.
 */
export async function runCommand<Value extends object>(
  hre: HardhatRuntimeEnvironment,
  options: CommandOptions,
  action: (command: Command) => Promise<Value>,
) {
  const { network } = hre.globalOptions;
  let command: Command | undefined;
  try {
    if (network === undefined) throw new Error("Say which network: add --network <name>.");
    command = await openCommand(hre, network, options);
    return successfulResult<object>(await action(command));
  } catch (error) {
    const line = explainError(error, network ?? "default", command?.book);
    console.error(line);
    return errorResult(line);
  }
}

/** Opens a network and the contracts recorded for its chain, for commands that need another one beside `--network`. */
export async function openCommand(
  hre: HardhatRuntimeEnvironment,
  network: string,
  { sends, account = "0" }: CommandOptions,
): Promise<Command> {
  const connection = await hre.network.create(sends ? { network } : { network, override: { accounts: "remote" } });
  const { provider } = connection.ethers;
  const { chainId } = await provider.getNetwork();
  const book = await readAddressBook(join(hre.config.paths.ignition, "deployments", `chain-${chainId}`));
  await requireCode(provider, book, network);
  const choose = async (name: string) => chooseSigner(await connection.ethers.getSigners(), name);
  const signer = sends ? await choose(account) : undefined;
  const contract = (name: string) => {
    const deployed = book.contracts.get(name);
    if (!deployed) throw new Error(`The deployment on ${network} has no ${name}: deploy this version of the protocol.`);
    return new Contract(deployed.address, deployed.abi, signer ?? provider);
  };
  // Commands that declare `sends` are given the signer; the others never look at it.
  const accounts = { signer: signer as Signer, account: choose };
  return { network, chainId, provider, book, contract, ...accounts, print: console.log };
}

/** A local node that was restarted has forgotten what the address book remembers. */
async function requireCode(provider: Provider, { contracts }: AddressBook, network: string): Promise<void> {
  const registry = contracts.get("TaskRegistry");
  if (registry && (await provider.getCode(registry.address)) !== "0x") return;
  throw new Error(
    `There is no contract at the address recorded for ${network}: the node was reset, or this is another chain. Deploy again.`,
  );
}

async function chooseSigner(signers: readonly Signer[], account: string): Promise<Signer> {
  if (signers.length === 0) throw new Error("The network has no account to send from: configure a key.");
  if (/^\d+$/.test(account)) {
    const signer = signers[Number(account)];
    if (signer) return signer;
    throw new Error(`There is no account ${account}: give a number from 0 to ${signers.length - 1}.`);
  }
  for (const signer of signers) {
    if ((await signer.getAddress()).toLowerCase() === account.toLowerCase()) return signer;
  }
  throw new Error(`${account} is not an account of this network: give its number or address.`);
}
