import type { ContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";

import type { Allocation } from "../parameters/ProtocolParameters.ts";

/**
 * A token's allocations with the timelock in place of its name, and a wallet of its own for whatever vests.
 *
 * @param token name of the token, for the wallets' names
 * @param now seconds of the deployment, from which vesting is counted
 */
export function genesisOf(
  m: IgnitionModuleBuilder,
  token: string,
  allocations: readonly Allocation[],
  { timelock, now }: { readonly timelock: ContractFuture<string>; readonly now: number },
) {
  return allocations.map(({ holder, amount, vesting }, index) => {
    const owner = holder === "timelock" ? timelock : holder;
    if (vesting === undefined) return { holder: owner, amount };
    const { start, duration } = vesting;
    return {
      holder: m.contract("VestingWallet", [owner, now + start, duration], { id: `${token}Vesting${index}` }),
      amount,
    };
  });
}
