import { DEPLOYER } from "../../deploy/parameters/networkParameters.ts";
import type { Allocation, GatewayParameters } from "../../deploy/parameters/ProtocolParameters.ts";

/** Puts the deployer's address wherever parameters say "deployer". */
export function resolveAccounts(deployer: string) {
  const account = (name: string) => (name === DEPLOYER ? deployer : name);
  return {
    account,
    allocations: (list: readonly Allocation[]) => list.map((entry) => ({ ...entry, holder: account(entry.holder) })),
    gateway: ({ attestors, threshold }: GatewayParameters): GatewayParameters => ({
      attestors: attestors.map(account).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)),
      threshold,
    }),
  };
}
