import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { CallableContractFuture, ContractFuture, IgnitionModule } from "@nomicfoundation/ignition-core";

/** The AccessManager's admin. */
const ADMIN_ROLE = 0n;

type Contracts = { authority: CallableContractFuture<string>; timelock: ContractFuture<string> } & Record<
  string,
  ContractFuture<string>
>;

/**
 * Gives all power to the timelock and leaves the deployer without any.
 *
 * @param deployment what to hand over, the very module that was deployed
 */
export function handoverModule<Results extends Contracts>(deployment: IgnitionModule<string, string, Results>) {
  return buildModule("AlayaHandover", (m): Results => {
    const contracts = m.useModule(deployment);
    const { authority, timelock } = contracts;
    const granted = m.call(authority, "grantRole", [ADMIN_ROLE, timelock, 0]);
    m.call(authority, "renounceRole", [ADMIN_ROLE, m.getAccount(0)], { after: [granted] });
    return contracts;
  });
}
