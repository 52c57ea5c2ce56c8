import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import type { ProtocolParameters } from "../parameters/ProtocolParameters.ts";
import authorityModule from "./authority.ts";
import { deployEconomy } from "./economy.ts";
import { deployGovernance } from "./governance.ts";
import { grantFunctions } from "./grantFunctions.ts";
import { deployIdentity } from "./identity.ts";
import { ROLES } from "./roles.ts";

const YEAR = 365 * 86_400;

/**
 * The whole protocol on its home chain.
 *
 * @param parameters what the deployment decides
 * @param now seconds, from which the guardian's term of a year is counted
 */
export function alayaModule(parameters: ProtocolParameters, now: number) {
  return buildModule("Alaya", (m) => {
    const { authority, clock } = m.useModule(authorityModule);

    const aia = m.contract("AIAToken", [authority, parameters.aiaGenesis]);
    const agt = m.contract("AGTToken", [authority, parameters.homeChainId, parameters.agtGenesis]);
    const stake = m.contract("AGTStake", [authority, agt]);

    const poseidon = m.library("PoseidonT3");
    const libraries = { PoseidonT3: poseidon };
    const { timelock, governor } = deployGovernance(m, { agt, clock }, parameters.governance);
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
    const registry = m.contract("TaskRegistry", [clock, policies, tree, verifier, batchVerifier, stake]);
    const settlement = m.contractAt("Settlement", m.staticCall(registry, "SETTLEMENT"), { id: "Settlement" });

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

    return {
      authority,
      clock,
      aia,
      agt,
      stake,
      timelock,
      governor,
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
      experienceVerifier,
      experience,
      noteTree,
      ...economy,
    };
  });
}
