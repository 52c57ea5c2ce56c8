import type { Interface, Provider } from "ethers";

import { economyDefaults } from "../../deploy/parameters/economyDefaults.ts";
import { identityDefaults } from "../../deploy/parameters/identityDefaults.ts";
import { nameOf } from "./namesOf.ts";
import { read } from "./readGetters.ts";

/** Later than any checkpoint, so that the latest terms are read. */
const ALWAYS = 2n ** 48n - 1n;

/** Getters with a key, and the keys that a deployment sets. */
const KEYED: Record<string, (address: (name: string) => string | undefined) => unknown[]> = {
  levelTerms: () => identityDefaults.levels.map((_, index) => index + 2),
  skillTerms: () => identityDefaults.skills.map((_, index) => index + 1),
  priceOf: () => economyDefaults.achievements.map(({ id }) => id),
  quorumTerms: () => [ALWAYS],
  current: (address) => [address("AIAToken")],
};

/** Terms that a contract keeps by key: levels, skills, prices, the quorum and the policy of AIA. */
export async function readTerms(
  provider: Provider,
  abi: Interface,
  contract: string,
  addresses: ReadonlyMap<string, string>,
): Promise<[string, string][]> {
  const byName = new Map([...addresses].map(([id, address]) => [nameOf(id), address]));
  const terms: [string, string][] = [];
  for (const [getter, keysOf] of Object.entries(KEYED)) {
    if (!abi.hasFunction(getter)) continue;
    for (const [index, key] of keysOf((name) => byName.get(name)).entries()) {
      const label = typeof key === "number" ? key : index;
      const value = await read(provider, abi, contract, getter, [key]);
      // A policy has a number, which counts the changes.
      terms.push([`${getter}(${label})`, getter === "current" ? value.replace(/^\d+, /, "") : value]);
    }
  }
  return terms;
}
