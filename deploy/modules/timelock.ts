import type { CallableContractFuture, ContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { id, ZeroAddress, ZeroHash } from "ethers";

/**
 * The timelock that will hold all power. Anyone executes what is due in it; the deployer administers it only until
 * `nameProposer`.
 *
 * @param delay seconds from queueing to execution
 */
export function deployTimelock(m: IgnitionModuleBuilder, delay: number): CallableContractFuture<"TimelockController"> {
  return m.contract("TimelockController", [delay, [], [ZeroAddress], m.getAccount(0)]);
}

/** Lets only `proposer` schedule and cancel in the timelock, and takes the deployer's hands off it. */
export function nameProposer(
  m: IgnitionModuleBuilder,
  timelock: CallableContractFuture<"TimelockController">,
  proposer: ContractFuture<string>,
): void {
  const granted = ["PROPOSER_ROLE", "CANCELLER_ROLE"].map((role) =>
    m.call(timelock, "grantRole", [id(role), proposer], { id: `timelock_${role}` }),
  );
  m.call(timelock, "renounceRole", [ZeroHash, m.getAccount(0)], { id: "timelock_renounce", after: granted });
}
