import type { ContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { id, ZeroAddress, ZeroHash } from "ethers";

import type { GovernanceParameters } from "../parameters/GovernanceParameters.ts";

/** What governance works with. */
export interface GovernanceWiring {
  readonly agt: ContractFuture<string>;
  readonly clock: ContractFuture<string>;
}

/**
 * The governor and its timelock. Only the governor proposes to the timelock and cancels in it, anyone executes, and the
 * deployer keeps nothing.
 */
export function deployGovernance(
  m: IgnitionModuleBuilder,
  { agt, clock }: GovernanceWiring,
  { timelockDelay, ...terms }: GovernanceParameters,
) {
  const deployer = m.getAccount(0);
  const timelock = m.contract("TimelockController", [timelockDelay, [], [ZeroAddress], deployer]);
  const governor = m.contract("AlayaGovernor", [agt, timelock, clock, terms]);
  const granted = ["PROPOSER_ROLE", "CANCELLER_ROLE"].map((role) =>
    m.call(timelock, "grantRole", [id(role), governor], { id: `timelock_${role}` }),
  );
  m.call(timelock, "renounceRole", [ZeroHash, deployer], { id: "timelock_renounce", after: granted });
  return { timelock, governor };
}
