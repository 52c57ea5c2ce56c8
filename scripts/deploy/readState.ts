import { Interface, keccak256, toUtf8Bytes, TypedDataEncoder } from "ethers";

import type { ChainState, Deployed } from "./ChainState.ts";
import { nameOf, namesOf } from "./namesOf.ts";
import { readGetters } from "./readGetters.ts";
import { readRoles } from "./readRoles.ts";
import { readTerms } from "./readTerms.ts";

/**
 * Reads all that a deployment decided: the code of each contract with its immutables, every getter that operation does
 * not move, terms kept by key, and who may do what.
 *
 * @param interfaces ABIs by the futures' ids
 */
export async function readState(deployed: Deployed, interfaces: ReadonlyMap<string, Interface>): Promise<ChainState> {
  const { provider, addresses } = deployed;
  const names = namesOf(addresses, deployed.deployer);
  const named = (text: string) => text.replace(/[0-9a-f]{40}/g, (hex) => names.get(hex) ?? hex);
  const state = new Map<string, string>();
  for (const [id, address] of addresses) {
    const abi = interfaces.get(id)!;
    const code = await provider.getCode(address);
    const separator = await separatorOf(deployed, abi, address);
    state.set(`code of ${nameOf(id)}`, code === "0x" ? "none" : digestOf(code, names, separator));
    if (code === "0x") continue;
    for (const [key, value] of await readGetters(provider, abi, address))
      state.set(`${nameOf(id)}.${key}`, named(value));
    for (const [key, value] of await readTerms(provider, abi, address, addresses)) {
      state.set(`${nameOf(id)}.${key}`, named(value));
    }
  }
  for (const [address, name] of names) {
    if (!/\.\d>$/.test(name)) continue;
    const code = await provider.getCode(`0x${address}`);
    if (code !== "0x") state.set(`code of ${name}`, digestOf(code, names));
  }
  for (const [key, value] of await readRoles(deployed, interfaces)) state.set(named(key), named(value));
  return state;
}

/** The EIP-712 domain separator that a contract keeps among its immutables; it differs with the address. */
async function separatorOf({ provider }: Deployed, abi: Interface, address: string): Promise<string | undefined> {
  if (!abi.hasFunction("eip712Domain")) return undefined;
  const data = await provider
    .call({ to: address, data: abi.encodeFunctionData("eip712Domain") })
    .catch(() => undefined);
  if (data === undefined) return undefined;
  const [, name, version, chainId, verifyingContract] = abi.decodeFunctionResult("eip712Domain", data);
  return TypedDataEncoder.hashDomain({ name, version, chainId, verifyingContract }).slice(2);
}

/** Hash of the code with names in place of addresses, which sit among constants and immutables at any place. */
function digestOf(code: string, names: ReadonlyMap<string, string>, separator?: string): string {
  let text = code.slice(2).toLowerCase();
  if (separator !== undefined) text = text.replaceAll(separator, "<separator>");
  for (const [address, name] of names) text = text.replaceAll(address, name);
  return keccak256(toUtf8Bytes(text));
}
