import type { Interface, LogDescription } from "ethers";

import { readLogs } from "../protocol/readLogs.ts";
import type { Deployed } from "./ChainState.ts";
import { nameOf } from "./namesOf.ts";

/** What an event makes true from then on; undefined for "no longer". */
type Fact = [key: string, value: string | undefined];

const hex = (value: unknown) => String(value).toLowerCase().replace(/^0x/, "");

/** An address on another chain, which must not be taken for one of this deployment: only those are in lower case. */
export const foreign = (value: unknown) => hex(value).toUpperCase();

/** Facts of the AccessManager's and the AccessControl's events, which both call one `RoleGranted`. */
const FACTS: Record<string, (values: LogDescription["args"], on: string) => Fact> = {
  "RoleGranted(uint64,address,uint32,uint48,bool)": ([role, account, delay], on) => [
    `${on}: role ${role} of ${hex(account)}`,
    `after ${delay} seconds`,
  ],
  "RoleRevoked(uint64,address)": ([role, account], on) => [`${on}: role ${role} of ${hex(account)}`, undefined],
  "RoleAdminChanged(uint64,uint64)": ([role, admin], on) => [`${on}: admin of role ${role}`, String(admin)],
  "RoleGuardianChanged(uint64,uint64)": ([role, guardian], on) => [`${on}: guardian of role ${role}`, String(guardian)],
  "RoleGrantDelayChanged(uint64,uint32,uint48)": ([role, delay], on) => [
    `${on}: grant delay of ${role}`,
    String(delay),
  ],
  "TargetFunctionRoleUpdated(address,bytes4,uint64)": ([target, selector, role], on) => [
    `${on}: function ${selector} of ${hex(target)}`,
    `role ${role}`,
  ],
  "TargetClosed(address,bool)": ([target, closed], on) => [`${on}: ${hex(target)} closed`, closed ? "yes" : undefined],
  "TargetAdminDelayUpdated(address,uint32,uint48)": ([target, delay], on) => [
    `${on}: admin delay of ${hex(target)}`,
    String(delay),
  ],
  "RoleGranted(bytes32,address,address)": ([role, account], on) => [
    `${on}: role ${hex(role)} of ${hex(account)}`,
    "held",
  ],
  "RoleRevoked(bytes32,address,address)": ([role, account], on) => [
    `${on}: role ${hex(role)} of ${hex(account)}`,
    undefined,
  ],
  "RoleAdminChanged(bytes32,bytes32,bytes32)": ([role, , admin], on) => [`${on}: admin of ${hex(role)}`, hex(admin)],
  "AuthorityUpdated(address)": ([authority], on) => [`${on}: authority`, hex(authority)],
  "LinkRegistered(address,bytes)": ([gateway, counterpart], on) => [
    `${on}: link to ${foreign(counterpart).slice(0, 16)}`,
    `${foreign(counterpart)} over ${hex(gateway)}`,
  ],
  "RemoteSet(uint256,address)": ([chainId, gateway], on) => [`${on}: remote ${chainId}`, foreign(gateway)],
};

/** Who may do what, and who is trusted on other chains, rebuilt from all events since the deployment. */
export async function readRoles(
  { provider, addresses, firstBlock }: Deployed,
  interfaces: ReadonlyMap<string, Interface>,
): Promise<[string, string][]> {
  const toBlock = await provider.getBlockNumber();
  const facts = new Map<string, string>();
  for (const [id, address] of addresses) {
    const abi = interfaces.get(id)!;
    const topics = Object.keys(FACTS).flatMap((signature) => abi.getEvent(signature)?.topicHash ?? []);
    if (topics.length === 0) continue;
    const logs = await readLogs(provider, { address, topics: [topics], fromBlock: firstBlock, toBlock });
    for (const log of logs) {
      const event = abi.parseLog(log)!;
      const [key, value] = FACTS[event.signature](event.args, nameOf(id));
      if (value === undefined) facts.delete(key);
      else facts.set(key, value);
    }
  }
  return [...facts];
}
