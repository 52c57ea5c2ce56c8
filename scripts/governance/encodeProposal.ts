import { Interface } from "ethers";

import type { AddressBook } from "../protocol/readAddressBook.ts";
import { argumentsOf } from "./argumentsOf.ts";
import type { ProposalFile } from "./parseProposal.ts";

/** A proposal as the governor takes it. */
export interface EncodedProposal {
  readonly targets: readonly string[];
  readonly values: readonly bigint[];
  readonly calldatas: readonly string[];
  readonly description: string;
}

/**
 * Encodes a proposal for the contracts of one chain.
 *
 * @param proposer whom nobody can forestall: the description names the only account that may send it
 * @throws Error naming the contract, function or value that is wrong
 */
export function encodeProposal(file: ProposalFile, { contracts }: AddressBook, proposer: string): EncodedProposal {
  const resolve = (text: string) => contracts.get(text)?.address ?? text;
  const calls = file.changes.map(({ contract, function: name, values }) => {
    const deployed = contracts.get(contract);
    if (!deployed)
      throw new Error(`There is no contract ${contract}: choose among ${[...contracts.keys()].join(", ")}.`);
    const coder = new Interface(deployed.abi as never);
    const fragments = coder.fragments.filter(
      (each) => each.type === "function" && "name" in each && each.name === name,
    );
    if (fragments.length !== 1) throw new Error(`${contract} has no single function ${name}: check its name.`);
    const fragment = coder.getFunction(name)!;
    if (fragment.constant) throw new Error(`${contract}.${name} only reads: a proposal changes something.`);
    const where = `${contract}.${name}`;
    const args = argumentsOf(where, fragment.inputs, values, resolve);
    try {
      return { target: deployed.address, data: coder.encodeFunctionData(fragment, args) };
    } catch (error) {
      throw new Error(`${where} cannot take these values: ${(error as Error).message.split("\n", 1)[0]}`, {
        cause: error,
      });
    }
  });
  return {
    targets: calls.map(({ target }) => target),
    values: calls.map(() => 0n),
    calldatas: calls.map(({ data }) => data),
    description: [`# ${file.title}`, file.text, `#proposer=${proposer}`].filter((part) => part !== "").join("\n\n"),
  };
}
