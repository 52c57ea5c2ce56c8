import type { CallableContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { id } from "ethers";

type Contract = CallableContractFuture<string>;

/** A role, the functions it opens and who holds it. */
export interface FunctionGrant {
  /** Unique in the module. */
  readonly name: string;
  readonly target: Contract;
  /** Canonical signatures, as in `lock(address,uint256)`. */
  readonly signatures: readonly string[];
  readonly role: bigint;
  readonly holders: readonly Contract[];
}

/** Opens functions of one contract to a role, and gives the role to its holders. */
export function grantFunctions(m: IgnitionModuleBuilder, authority: Contract, grant: FunctionGrant): void {
  const { name, target, signatures, role, holders } = grant;
  const selectors = signatures.map((signature) => id(signature).slice(0, 10));
  m.call(authority, "setTargetFunctionRole", [target, selectors, role], { id: `${name}Functions` });
  holders.forEach((holder, index) => m.call(authority, "grantRole", [role, holder, 0], { id: `${name}Role${index}` }));
}
