import { getCreateAddress } from "ethers";

/** A contract that creates others creates few, in its constructor. */
const CREATED = 3;

/**
 * Names of all addresses of a deployment, in lower case without 0x: its contracts by their futures' names, what they
 * created in their constructors, and the deployer.
 */
export function namesOf(addresses: ReadonlyMap<string, string>, deployer: string): Map<string, string> {
  const names = new Map<string, string>();
  const add = (address: string, name: string) => names.set(address.slice(2).toLowerCase(), `<${name}>`);
  for (const [id, from] of addresses) {
    for (let nonce = 1; nonce <= CREATED; nonce++) add(getCreateAddress({ from, nonce }), `${nameOf(id)}.${nonce}`);
  }
  add(deployer, "deployer");
  for (const [id, address] of addresses) add(address, nameOf(id));
  return names;
}

/** `AGTToken` of `Alaya#AGTToken`. */
export function nameOf(id: string): string {
  return id.slice(id.indexOf("#") + 1);
}
