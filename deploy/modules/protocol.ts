import type { CallableContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";

import type { CommonParameters } from "../parameters/ProtocolParameters.ts";
import { deployEconomy } from "./economy.ts";
import { grantFunctions } from "./grantFunctions.ts";
import { deployIdentity } from "./identity.ts";
import { ROLES } from "./roles.ts";

type Contract = CallableContractFuture<string>;

const YEAR = 365 * 86_400;

/** What differs between the home chain and a satellite. */
export interface Foundation {
  readonly authority: Contract;
  readonly clock: Contract;
  readonly aia: Contract;
  readonly agt: Contract;
  readonly timelock: Contract;
}

/**
 * Everything that is the same on every chain: stakes, passes, tasks, scoring and the economy.
 *
 * @param now seconds, from which the guardian's term of a year is counted
 */
export function deployProtocol(
  m: IgnitionModuleBuilder,
  { authority, clock, aia, agt, timelock }: Foundation,
  parameters: CommonParameters,
  now: number,
) {
  const stake = m.contract("AGTStake", [authority, agt]);
  const poseidon = m.library("PoseidonT3");
  const libraries = { PoseidonT3: poseidon };
  const { passPolicy, picture, pass, tree } = deployIdentity(
    m,
    { authority, clock, aia, agt, stake, timelock, poseidon },
    parameters.identity,
  );

  const verifier = m.contract("EligibilityVerifier");
  const batchVerifier = m.contract("EligibilityBatchVerifier");
  const categoricalScorer = m.contract("CategoricalScorer");
  const numericScorer = m.contract("NumericScorer");
  const policies = m.contract("TaskPolicies", [authority]);
  const reviewerTerms = { authority, agt, cooldown: parameters.reviewerCooldown };
  const registry = m.contract("TaskRegistry", [clock, policies, tree, verifier, batchVerifier, stake, reviewerTerms]);
  const settlement = m.contractAt("Settlement", m.staticCall(registry, "SETTLEMENT"), { id: "Settlement" });
  const reviews = m.contractAt("Reviews", m.staticCall(registry, "REVIEWS"), { id: "Reviews" });
  const reviewerStake = m.contractAt("ReviewerStake", m.staticCall(reviews, "STAKE"), { id: "ReviewerStake" });

  const experienceVerifier = m.contract("ExperienceVerifier");
  const experience = m.contract("Experience", [clock, pass, settlement, experienceVerifier], { libraries });
  const noteTree = m.contractAt("ExperienceTree", m.staticCall(experience, "TREE"), { id: "ExperienceTree" });

  const economy = deployEconomy(
    m,
    { authority, aia, pass, registry, timelock },
    { ...parameters.economy, homeChainId: parameters.homeChainId },
  );

  const { policy } = parameters;
  m.call(policies, "setPolicy", [
    aia,
    {
      ...policy,
      treasury: parameters.treasury ?? economy.feeSplitter,
      categoricalScorer,
      numericScorer,
    },
  ]);
  m.call(clock, "setGuardian", [parameters.guardian, now + YEAR]);
  grantFunctions(m, authority, {
    name: "stakeLocker",
    target: stake,
    signatures: ["lock(address,uint256)"],
    role: ROLES.stakeLocker,
    holders: [registry, pass],
  });
  grantFunctions(m, authority, {
    name: "experience",
    target: pass,
    signatures: ["gainExperience(uint256,uint16,uint8)"],
    role: ROLES.experience,
    holders: [experience],
  });
  grantFunctions(m, authority, {
    name: "passCurator",
    target: pass,
    signatures: ["grantSkill(uint256,uint8)"],
    role: ROLES.curator,
    holders: [],
  });
  grantFunctions(m, authority, {
    name: "fieldCurator",
    target: policies,
    signatures: ["approveFields(address,uint64)"],
    role: ROLES.curator,
    holders: [],
  });

  return {
    stake,
    poseidon,
    passPolicy,
    picture,
    pass,
    tree,
    verifier,
    batchVerifier,
    categoricalScorer,
    numericScorer,
    policies,
    registry,
    settlement,
    reviews,
    reviewerStake,
    experienceVerifier,
    experience,
    noteTree,
    ...economy,
  };
}
