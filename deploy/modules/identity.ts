import type { ContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { encodeBytes32String } from "ethers";

import type { IdentityParameters } from "../parameters/IdentityParameters.ts";

type Contract = ContractFuture<string>;

/** What passes work with. */
export interface IdentityWiring {
  readonly authority: Contract;
  readonly clock: Contract;
  readonly aia: Contract;
  readonly agt: Contract;
  readonly stake: Contract;
  readonly timelock: Contract;
  readonly poseidon: Contract;
}

/** The pass with its governed terms, its picture and its tree. AGT of levels goes to the timelock. */
export function deployIdentity(
  m: IgnitionModuleBuilder,
  { poseidon, timelock, ...wiring }: IdentityWiring,
  { mintPrice, season, levels, skills, invitation, recoveryDelay }: IdentityParameters,
) {
  const named = skills.map((skill) => ({ ...skill, name: encodeBytes32String(skill.name) }));
  const passPolicy = m.contract("PassPolicy", [wiring.authority, levels, named, invitation, recoveryDelay]);
  const picture = m.contract("PassPicture", [passPolicy]);
  const contracts = { ...wiring, policy: passPolicy, picture, treasury: timelock };
  const pass = m.contract("ContributorPass", [contracts, mintPrice, season], { libraries: { PoseidonT3: poseidon } });
  const tree = m.contractAt("EligibilityTree", m.staticCall(pass, "TREE"), { id: "EligibilityTree" });
  return { passPolicy, picture, pass, tree };
}
