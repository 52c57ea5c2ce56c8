import type { CallableContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { encodeBytes32String } from "ethers";

import type { EconomyParameters } from "../parameters/EconomyParameters.ts";
import { grantFunctions } from "./grantFunctions.ts";
import { ROLES } from "./roles.ts";

type Contract = CallableContractFuture<string>;

/** What the economy works with. */
export interface EconomyWiring {
  readonly authority: Contract;
  readonly aia: Contract;
  readonly pass: Contract;
  readonly registry: Contract;
  readonly timelock: Contract;
}

/** The weekly budget with quests that share it out, achievements, and the splitter of fees. */
export function deployEconomy(
  m: IgnitionModuleBuilder,
  { authority, aia, pass, registry, timelock }: EconomyWiring,
  {
    emissions: schedule,
    quests: terms,
    achievements: badges,
    burnBps,
    homeChainId,
  }: EconomyParameters & {
    homeChainId: bigint;
  },
) {
  const emissions = m.contract("Emissions", [authority, aia, homeChainId, schedule.weeklyBudget, schedule.keepBps]);
  const achievements = m.contract("Achievements", [authority, pass, aia]);
  const quests = m.contract("Quests", [authority, pass, emissions, achievements, aia, terms]);
  const feeSplitter = m.contract("FeeSplitter", [authority, registry, aia, timelock, burnBps]);
  for (const { id, name, price } of badges) {
    m.call(achievements, "setAchievement", [id, encodeBytes32String(name), price], { id: `achievement${id}` });
  }
  grantFunctions(m, authority, {
    name: "minter",
    target: aia,
    signatures: ["mint(address,uint256)"],
    role: ROLES.minter,
    holders: [emissions],
  });
  grantFunctions(m, authority, {
    name: "spender",
    target: emissions,
    signatures: ["spend(uint256,address,uint256)"],
    role: ROLES.quests,
    holders: [quests],
  });
  grantFunctions(m, authority, {
    name: "unlocker",
    target: achievements,
    signatures: ["unlock(uint256,uint256)"],
    role: ROLES.quests,
    holders: [],
  });
  return { emissions, achievements, quests, feeSplitter };
}
