import { Interface, type ParamType, type Result } from "ethers";

import type { AddressBook } from "../protocol/readAddressBook.ts";

/** A call as people read it: `ContributorPass.setTerms(newMintPrice: 5, newSeason: 2592000)`. */
export function describeCall(target: string, data: string, { contracts }: AddressBook): string {
  const names = new Map([...contracts].map(([name, { address }]) => [address.toLowerCase(), name]));
  const name = names.get(target.toLowerCase());
  const call = name && new Interface(contracts.get(name)!.abi as never).parseTransaction({ data });
  if (!call) return `${name ?? target} is called with ${data}`;
  return `${name}.${call.name}(${listOf(call.fragment.inputs, call.args, names)})`;
}

function listOf(inputs: readonly ParamType[], values: Result, names: ReadonlyMap<string, string>): string {
  return inputs.map((input, index) => `${input.name}: ${textOf(input, values[index], names)}`).join(", ");
}

function textOf(input: ParamType, value: unknown, names: ReadonlyMap<string, string>): string {
  if (input.isTuple()) return `{ ${listOf(input.components, value as Result, names)} }`;
  const text = String(value);
  const name = input.type === "address" ? names.get(text.toLowerCase()) : undefined;
  return name === undefined ? text : `${name} ${text}`;
}
